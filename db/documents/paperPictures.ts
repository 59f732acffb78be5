import { CasebookError } from '../domain/errors.ts'
import { pngSize } from '../domain/pictures.ts'
import type { PaperPicture } from '../domain/pictures.ts'
import { paper, printableWidth } from './paperLayout.ts'
import type { Orientation } from './paperLayout.ts'

/** Above the pictures of a paper. */
export const picturesHeading = '图表'

/** What a page leaves to a picture, in mm: above it stand the heading and its title, below it may stand what is signed. */
const besides = 42
/** As wide as the text of an upright page: across, two fit on a page. In mm. */
const widest = printableWidth('portrait')

/**
 * How large a picture stands on the page, in mm: as wide as the text, smaller where it would be higher than a page.
 * @throws CasebookError 'invalid' for bytes that are no PNG
 */
export function pictureSize({ title, png }: PaperPicture, orientation: Orientation): { width: number; height: number } {
  const size = pngSize(png)
  if (size === null) throw new CasebookError('invalid', `没有生成文件：图表“${title}”不是 PNG 图片。请取消“附图表”后重试。`)
  const highest = (orientation === 'portrait' ? paper.long : paper.short) - paper.top - paper.bottom - besides
  const width = Math.min(widest, (highest * size.width) / size.height)
  return { width, height: (width * size.height) / size.width }
}
