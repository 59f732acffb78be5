import type { ColumnKind } from './tableModel.ts'
import { xmlHead } from './zipWriter.ts'

/** How cells of a workbook look. */

interface Font {
  name: string
  size: number
  bold?: true
}
export interface CellLook {
  font: keyof typeof fonts
  /** Left out, the cell stands as the program that opens it puts it, on one line. */
  horizontal?: 'left' | 'center' | 'right'
  format?: ColumnKind
  fill?: keyof typeof fills
  border?: true
}

const fonts = {
  body: { name: '仿宋', size: 10.5 },
  title: { name: '宋体', size: 16, bold: true },
  small: { name: '仿宋', size: 10 },
  head: { name: '宋体', size: 10.5, bold: true },
} as const satisfies Record<string, Font>
const fills = { head: 'FFDCE6F2', total: 'FFF2F2F2' } as const
/** Numbers of built-in formats (ECMA-376 18.8.30): `@`, `#,##0`, `#,##0.00`; `yyyy-mm-dd` is our own. */
const formats: Record<ColumnKind, number> = { text: 49, count: 3, yuan: 4, date: 164, share: 49 }

/** Gives each look a number as it comes up, and writes them all in the end. */
export class LookBook {
  readonly #numbers = new Map<string, number>()
  readonly #looks: CellLook[] = []

  numberOf(look: CellLook): number {
    const key = `${look.font}/${look.horizontal}/${look.format}/${look.fill}/${look.border}`
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    // 0 is the look of cells that say nothing of theirs.
    const number = this.#looks.push(look)
    this.#numbers.set(key, number)
    return number
  }

  xml(): string {
    const fontNames = Object.keys(fonts)
    const fillNames = Object.keys(fills)
    const font = ({ name, size, bold }: Font) => `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><name val="${name}"/><charset val="134"/></font>`
    const solid = (colour: string) => `<fill><patternFill patternType="solid"><fgColor rgb="${colour}"/><bgColor indexed="64"/></patternFill></fill>`
    const edge = (side: string) => `<${side} style="thin"><color rgb="FF808080"/></${side}>`
    const alignment = (horizontal: string) => `<alignment horizontal="${horizontal}" vertical="center" wrapText="1"/>`
    const cell = ({ font: name, horizontal, format, fill, border }: CellLook) =>
      `<xf numFmtId="${format ? formats[format] : 0}" fontId="${fontNames.indexOf(name)}" fillId="${fill ? fillNames.indexOf(fill) + 2 : 0}" borderId="${border ? 1 : 0}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"${horizontal ? ` applyAlignment="1">${alignment(horizontal)}</xf>` : '/>'}`
    return [
      `${xmlHead}<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`,
      `<numFmts count="1"><numFmt numFmtId="${formats.date}" formatCode="yyyy-mm-dd"/></numFmts>`,
      `<fonts count="${fontNames.length}">${Object.values(fonts).map(font).join('')}</fonts>`,
      // The first two are fixed by the format.
      `<fills count="${fillNames.length + 2}"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${Object.values(fills).map(solid).join('')}</fills>`,
      `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${['left', 'right', 'top', 'bottom'].map(edge).join('')}<diagonal/></border></borders>`,
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
      `<cellXfs count="${this.#looks.length + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${this.#looks.map(cell).join('')}</cellXfs>`,
      '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
    ].join('')
  }
}
