/** Names of the operations, put in by the bundler from db/operations/contract.ts. */
declare const __OPERATIONS__: readonly string[]
/** Names of what main does for the page, from the same place. */
declare const __SHELL_FUNCTIONS__: readonly string[]
