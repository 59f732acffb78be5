/** Backup and restore as the operations use them; each is in a file of its own. */
export { makeBackup } from './makeBackup.ts'
export type { BackupOptions, BackupSource } from './makeBackup.ts'
export { backupReasons, headsSinceRestore, listBackups, readManifest, verifyBackup } from './manifest.ts'
export type { Backup, BackupReason, Manifest } from './manifest.ts'
export { restoreBackup } from './restore.ts'
export type { RestoreOptions, Restored } from './restore.ts'
