import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MINOR, namingOf } from './naming.ts'

const named = [
  { name: '杨小明', minor: true },
  { name: '杨小', minor: false },
  { name: '欧阳建国', minor: false },
]

describe('names in what leaves the program', () => {
  it('masked by default: adults 某某, minors not named, numbers never', () => {
    const naming = namingOf('masked')
    expect(naming.person('杨小明、欧阳建国、路人甲', named)).toBe(`${MINOR}、欧阳某某、路某某`)
    expect(naming.text('付给杨小明（杨小代领），证件 131002201005202018，电话 13912341790', named)).toBe(`付给${MINOR}（杨某代领），证件 131002************，电话 139****1790`)
  })

  it('in full for adults, minors only where everybody is', () => {
    expect(namingOf('adults').person('杨小明、欧阳建国', named)).toBe(`${MINOR}、欧阳建国`)
    expect(namingOf('adults').text('杨小明由欧阳建国代领', named)).toBe(`${MINOR}由欧阳建国代领`)
    expect(namingOf('everyone').person('杨小明', named)).toBe('杨小明')
    expect(namingOf('everyone').text('杨小明 131002201005202018', named)).toBe('杨小明 131002************')
  })

  it('no choice but everyone lets the name of a minor through, whatever stands around it', () => {
    const noise = fc.string({ unit: fc.constantFrom('杨', '小', '付给', '、', '1', ' ', '欧阳建国') })
    fc.assert(
      fc.property(noise, noise, fc.constantFrom('masked' as const, 'adults' as const), (before, after, choice) => {
        expect(namingOf(choice).text(`${before}杨小明${after}`, named)).not.toContain('杨小明')
      }),
    )
  })
})
