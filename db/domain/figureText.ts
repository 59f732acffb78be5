import { formatYuan } from './money.ts'
import type { FigureUnit } from './reportModel.ts'

/** A figure as it is shown: `12`, `20,000.00`, `23.5`, `98.8%`; a dash where there was nothing to count from. */
export function figureText(value: number | null, unit: FigureUnit): string {
  if (value === null) return '—'
  switch (unit) {
    case 'count':
      return String(value)
    case 'fen':
      return formatYuan(value)
    case 'days':
      return (value / 10).toFixed(1)
    case 'permille':
      return `${(value / 10).toFixed(1)}%`
  }
}
