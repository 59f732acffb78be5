import { describe, expect, it } from 'vitest'
import { newRecipient } from './caseModels.ts'
import { contradictions, readPaper, recipientFaults } from './paperCheck.ts'

const today = '2026-01-01'

describe('paperCheck', () => {
  it('reads sex and birth date out of an identity card', () => {
    expect(readPaper('idCard', ' 131002198209153008 ', { today })).toMatchObject({ error: null, sex: 'female', birthDate: '1982-09-15', normalized: '131002198209153008' })
  })

  it('turns 15 digits into 18 and says so', () => {
    const reading = readPaper('idCard', '131002820915300', { today })
    expect(reading.normalized).toBe('131002198209153008')
    expect(reading.notices[0]).toContain('15 位身份证号已换算为 18 位')
  })

  it('leaves blank and masked numbers alone', () => {
    for (const number of [null, '  ', '131002********3008']) expect(readPaper('idCard', number, { today })).toMatchObject({ error: null, normalized: null })
  })

  it('names the fields that cannot be sent', () => {
    const form = newRecipient('idCard')
    form.person.paperNumber = '131002198209153009'
    expect(recipientFaults(form, 'recipients.1.').map(({ path }) => path)).toEqual(['recipients.1.person.name', 'recipients.1.person.paperNumber'])
  })

  it('advises where the form contradicts the paper', () => {
    const form = newRecipient('idCard')
    const reading = readPaper('idCard', '131002198209153008', { today })
    form.person.sex = 'male'
    form.person.birthDate = '1982-09-15'
    expect(contradictions(reading, form.person)).toHaveLength(1)
  })
})
