/** How reports, lists behind their figures and rosters leave the program: the same choices in the window and in the terminal. */

export const tableFormats = ['xlsx', 'docx', 'csv'] as const
export type TableFormat = (typeof tableFormats)[number]
export const isTableFormat = (text: string): text is TableFormat => (tableFormats as readonly string[]).includes(text)

export type PageOrientation = 'portrait' | 'landscape'

/**
 * masked: 杨某某, and minors not even so. adults: names in full, minors not named. everyone: all names in full. The last two ask for the permission to see
 * sensitive data and a reason, which is logged before the file appears.
 */
export const nameChoices = ['masked', 'adults', 'everyone'] as const
export type NameChoice = (typeof nameChoices)[number]

export interface ExportOptions {
  /** Null leaves it to the tables: upright where they fit, otherwise across. */
  orientation: PageOrientation | null
  names: NameChoice
  reason: string | null
  /** With the roster of people, where the report has one. */
  roster: boolean
}
