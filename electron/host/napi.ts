/** The driver is built for version 10 of Node's binary interface; loading it on less would abort the process without a word. */
const needed = 10

/** Whether a runtime with this `process.versions.napi` can load the database driver. */
export function canLoadDriver(napi: string | undefined): boolean {
  return Number(napi) >= needed
}
