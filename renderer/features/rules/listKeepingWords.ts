import type { ListKeeping } from '../../../db/domain/listKeeping.ts'
import type { RuleFigure } from './ruleFigure.ts'

export const listKeepingFields: readonly RuleFigure<ListKeeping>[] = [
  { key: 'keepDays', label: '收到后保存多少天', unit: '天', least: 1, most: 3660 },
  { key: 'warnDays', label: '销毁前多少天开始提示', unit: '天', least: 1, most: 90 },
]

export const listKeepingText = ({ keepDays, warnDays }: ListKeeping): string => `收到后保存 ${keepDays} 天，销毁前 ${warnDays} 天提示`
