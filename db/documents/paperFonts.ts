/** Letters of official papers (《党政机关公文格式》, GB/T 9704), and what stands in where a PC lacks them. */

export const paperFonts = { title: '方正小标宋简体', body: '仿宋_GB2312', heading: '黑体', table: '宋体' } as const

const latin = 'Times New Roman'
const standIns: readonly (readonly [name: string, others: string])[] = [
  [paperFonts.title, '宋体,SimSun,Noto Serif CJK SC'],
  [paperFonts.body, '仿宋,FangSong,Noto Serif CJK SC'],
  [paperFonts.heading, 'SimHei,Noto Sans CJK SC'],
  [latin, 'Liberation Serif'],
]

export const docxFont = (eastAsia: string) => ({ ascii: latin, hAnsi: latin, cs: latin, eastAsia })

/** word/fontTable.xml */
export const fontTable =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">' +
  standIns.map(([name, others]) => `<w:font w:name="${name}"><w:altName w:val="${others}"/></w:font>`).join('') +
  '</w:fonts>'

/** For CSS; digits and letters are half as wide as a Chinese character, as the widths of columns are reckoned. */
export const cssFonts = {
  title: "'Times New Roman', 'Liberation Serif', 'FZXiaoBiaoSong-B05S', '方正小标宋简体', '方正小标宋_GBK', SimSun, 'Noto Serif CJK SC', 'Source Han Serif SC', serif",
  body: "'Times New Roman', 'Liberation Serif', 'FangSong_GB2312', '仿宋_GB2312', FangSong, '仿宋', SimSun, 'Noto Serif CJK SC', 'Source Han Serif SC', serif",
  heading: "SimHei, '黑体', 'Noto Sans CJK SC', sans-serif",
  table: "'Times New Roman', 'Liberation Serif', SimSun, '宋体', 'Noto Serif CJK SC', 'Source Han Serif SC', serif",
} as const
