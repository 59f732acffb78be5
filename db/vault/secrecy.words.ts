/** A cheap scrypt, for tests only. */
export const WORK_FOR_TESTS = 2 ** 10

/** The words the secrecy test writes and then looks for. None of them may occur in a program file. */
export const words = {
  login: 'zhaochengban',
  password: '口令之词Kx93qTzV',
  written: ['欧阳孤独求', '慕容三江水', 'PLAINWORDqhxwz', '110101199003078888字', '廊坊银行6222乙丙丁'],
}
