import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import type { PackageConfig } from './config.ts'

/** The fuses' names in electron-builder.yml, by Electron's own names. */
const electronNames: Record<string, keyof typeof FuseV1Options> = {
  runAsNode: 'RunAsNode',
  enableCookieEncryption: 'EnableCookieEncryption',
  enableNodeOptionsEnvironmentVariable: 'EnableNodeOptionsEnvironmentVariable',
  enableNodeCliInspectArguments: 'EnableNodeCliInspectArguments',
  enableEmbeddedAsarIntegrityValidation: 'EnableEmbeddedAsarIntegrityValidation',
  onlyLoadAppFromAsar: 'OnlyLoadAppFromAsar',
  loadBrowserProcessSpecificV8Snapshot: 'LoadBrowserProcessSpecificV8Snapshot',
  grantFileProtocolExtraPrivileges: 'GrantFileProtocolExtraPrivileges',
}

/** Electron writes them into its executable as the characters 1 and 0. */
const states: Record<number, boolean> = { 0x31: true, 0x30: false }

/** How the fuses stand in an executable: true, false, or null for one that this Electron does not have. */
export async function readFuses(executable: string, { electronFuses }: PackageConfig): Promise<Record<string, boolean | null>> {
  const wire: Record<number, number | undefined> = { ...(await getCurrentFuseWire(executable)) }
  return Object.fromEntries(
    Object.keys(electronFuses).map((name) => {
      const known = electronNames[name]
      if (!known) throw new Error(`electron-builder.yml names an unknown fuse: ${name}`)
      return [name, states[wire[FuseV1Options[known]] ?? -1] ?? null]
    }),
  )
}
