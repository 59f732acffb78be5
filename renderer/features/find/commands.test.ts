import { describe, expect, it } from 'vitest'
import { navigation, systemSections } from '../../navigation.ts'
import { commandsFor, matchCommands } from './commands.ts'

describe('what Ctrl+K offers', () => {
  const everything = commandsFor(() => true, false)
  it('has initials for every page', () => {
    expect(everything.filter((command) => command.initials === '')).toEqual([])
    expect(everything.filter((command) => command.group === '页面')).toHaveLength(navigation.length + systemSections.length)
  })
  it('leaves out what the person may not do, and in the demonstration what it lacks', () => {
    expect(commandsFor(() => false, false).every((command) => command.permission === undefined)).toBe(true)
    expect(commandsFor(() => true, true).map((command) => command.key)).not.toContain('backup')
  })
  it('finds by any part of the title and of the initials', () => {
    const titles = (text: string) => matchCommands(everything, text).map((command) => command.title)
    expect(titles('备份')).toEqual(['立即备份', '系统 · 备份与恢复'])
    expect(titles('bf')).toEqual(['立即备份', '系统 · 备份与恢复'])
    expect(titles('xjaj')).toEqual(['新建案件'])
    expect(titles('ndt')).toEqual(['报表：年度统计表'])
    expect(titles('ＨＳＺ')).toEqual(['系统 · 回收站'])
    expect(matchCommands(everything, ' ')).toHaveLength(everything.length)
  })
  it('offers nothing twice', () => {
    expect(new Set(everything.map(({ title }) => title)).size).toBe(everything.length)
    expect(new Set(everything.map(({ key }) => key)).size).toBe(everything.length)
  })
})
