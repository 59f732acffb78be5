/** What each outcome is worth to a script. */
export const exitCodes = {
  ok: 0,
  /** The command ran and found something: rows that cannot be imported, a damaged casebook. */
  findings: 1,
  usage: 2,
  /** Wrong password or recovery code, or too many of them. */
  password: 3,
  /** The casebook is open in a window or another terminal. */
  inUse: 4,
  failed: 5,
} as const

export const usage = `Casebook from a terminal. The window must be closed: one of them at a time.

  npm run -s casebook -- <command> --data DIR --user NAME [options]

The password is asked for, or taken from the environment variable CASEBOOK_PASSWORD.

Commands
  init --office NAME [--level county|city|province] [--region TEXT] [--pattern TEXT] [--year-starts 01-01|12-26]
                           make a new casebook in DIR; prints the recovery code, which is stored nowhere
  import FILE [--dry-run] [--json OUT] [--sheet NAME] [--only-good]
                           bring in a ledger (.xlsx, .xls, .csv), all or nothing; --only-good brings in the cases
                           without rows to mend; --json writes, per source row, row, kind (ok, warning,
                           needs-decision, error, skip) and reasons
  compare LIST... [--question KEY] [--json OUT]
                           who is in more than one list (.xlsx, .xls, .csv): certain and doubtful apart, with the reason;
                           victims in any other list, or without victims anybody in any two. Nothing of them is kept.
                           The kind of a list is told by its name and headings, or given as KIND=FILE: victims, lowIncome,
                           destitute, disabled, povertyWatch, veteran, pastRelief, otherAgency, other.
                           KEY: victimsInHardship (not yet helped), helpedTwice, nowAdult, unequalAmounts
  report --from DATE --to DATE --basis accepted|decided|paid --out FILE
                           the annual report as .json, .xlsx, .docx or .csv, by the ending of FILE
  report --kind years|work|leads|timeliness|officers|money|visits|measures|typical|cards --from DATE --to DATE --out FILE
  report --kind groups|sources --from DATE --to DATE --basis accepted|decided|paid --out FILE
  report --own NAME --from DATE --to DATE --basis accepted|decided|paid --out FILE
                           another report of the catalogue, or one of the office's own making, in the same forms
         --names --reason TEXT
                           names in full, minors excepted, for a reason that is logged; with --minors theirs too
  lock [--kind KEY] --from DATE --to DATE [--basis …] --reason TEXT [--supersedes NUMBER]
                           lock a report with every record it counts; prints its number
  compare-lock NUMBER [--json OUT]
                           a locked report against today's figures: what moved, and by whose changes
  export --out FILE.xlsx --reason TEXT
                           everything as a workbook, which 'read' takes back; numbers in full, logged
  export --to DIR --reason TEXT [--attachments]
                           everything as .csv files with a description in a new folder inside DIR
  read FILE.xlsx [--dry-run] [--json OUT]
                           take in a workbook of everything: what is new, all or nothing, after a backup
  check [--json OUT]       what is missing or contradictory in the records, by kind
  backup [--to DIR]        make a verified backup, here or in a second place
  restore FOLDER [--recovery-code CODE]
                           bring a backup back; the present state is backed up first
  verify                   check files, lists and audit trail
  --help                   this text

Exit codes
  0 done   1 done, with findings   2 wrong call   3 wrong password   4 casebook in use   5 failed
`
