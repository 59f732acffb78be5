import { expect, it } from 'vitest'
import { noticeYear, parseHolidayNotice } from './holidayNotice.ts'

/** In the wording of the yearly notice, with the days of 2026 as published. */
const notice = `国务院办公厅关于2026年
部分节假日安排的通知
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。`

it('understands the notice of a year', () => {
  expect(noticeYear(notice)).toBe(2026)
  expect(parseHolidayNotice(notice, 2026).map(({ day, through, off, name }) => `${day}${through ? `/${through}` : ''} ${off ? '休' : '班'} ${name}`)).toEqual([
    '2026-01-01/2026-01-03 休 元旦',
    '2026-01-04 班 元旦',
    '2026-02-14 班 春节',
    '2026-02-15/2026-02-23 休 春节',
    '2026-02-28 班 春节',
    '2026-04-04/2026-04-06 休 清明节',
    '2026-05-01/2026-05-05 休 劳动节',
    '2026-05-09 班 劳动节',
    '2026-06-19/2026-06-21 休 端午节',
    '2026-09-20 班 国庆节',
    '2026-09-25/2026-09-27 休 中秋节',
    '2026-10-01/2026-10-07 休 国庆节',
    '2026-10-10 班 国庆节',
  ])
})

it('understands single days, runs into the next month or year, and other signs', () => {
  const read = (text: string) => parseHolidayNotice(text, 2027).map(({ day, through, off }) => [day, through, off])
  expect(read('元旦: 2026年12月31日至2027年1月2日放假')).toEqual([['2026-12-31', '2027-01-02', true]])
  expect(read('1、元旦：1月1日放假，与周末连休。')).toEqual([['2027-01-01', null, true]])
  expect(read('国庆节、中秋节：9月30日至10月6日放假调休，共7天。9月25日、10月9日上班。')).toEqual([
    ['2027-09-25', null, false],
    ['2027-09-30', '2027-10-06', true],
    ['2027-10-09', null, false],
  ])
})

it('leaves out what is no day and what it does not understand', () => {
  expect(parseHolidayNotice('春节：2月30日至31日放假', 2027)).toEqual([])
  expect(parseHolidayNotice('明天放假', 2027)).toEqual([])
  expect(parseHolidayNotice('', 2027)).toEqual([])
  expect(noticeYear('放假通知')).toBeNull()
})
