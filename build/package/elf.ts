/** The few facts of a Linux shared library that decide on which systems it loads, read without tools. */

const VERNEED = 0x6ffffffe // SHT_GNU_verneed

/**
 * The versions that a 64-bit little-endian ELF file needs of the libraries it is linked with, such as GLIBC_2.34 of libc.so.6.
 *
 * @throws Error when it is not such a file
 */
export function neededVersions(elf: Buffer): { library: string; version: string }[] {
  if (elf.length < 64 || elf.toString('latin1', 0, 4) !== '\x7fELF' || elf[4] !== 2 || elf[5] !== 1) throw new Error('not a 64-bit little-endian ELF file')
  const sections = Number(elf.readBigUInt64LE(0x28))
  const size = elf.readUInt16LE(0x3a)
  const count = elf.readUInt16LE(0x3c)
  const section = (index: number) => {
    const at = sections + index * size
    return { type: elf.readUInt32LE(at + 4), offset: Number(elf.readBigUInt64LE(at + 0x18)), link: elf.readUInt32LE(at + 0x28), entries: elf.readUInt32LE(at + 0x2c) }
  }
  const found: { library: string; version: string }[] = []
  for (let index = 0; index < count; index += 1) {
    const { type, offset, link, entries } = section(index)
    if (type !== VERNEED) continue
    const names = section(link).offset
    const name = (at: number) => elf.toString('latin1', names + at, elf.indexOf(0, names + at))
    let need = offset
    for (let entry = 0; entry < entries; entry += 1) {
      const library = name(elf.readUInt32LE(need + 4))
      let aux = need + elf.readUInt32LE(need + 8)
      for (let left = elf.readUInt16LE(need + 2); left > 0; left -= 1) {
        found.push({ library, version: name(elf.readUInt32LE(aux + 8)) })
        aux += elf.readUInt32LE(aux + 12)
      }
      need += elf.readUInt32LE(need + 12)
    }
  }
  return found
}

/** Compares 2.4 and 2.34 as versions. @returns negative, 0 or positive */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number))
  for (let part = 0; part < Math.max(left?.length ?? 0, right?.length ?? 0); part += 1) {
    const difference = (left?.[part] ?? 0) - (right?.[part] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** The highest version of the C library that a shared library asks for, such as '2.34'; null when it asks for none. */
export function neededGlibc(elf: Buffer): string | null {
  const versions = neededVersions(elf).flatMap(({ version }) => /^GLIBC_(\d[\d.]*)$/.exec(version)?.[1] ?? [])
  return versions.sort(compareVersions).at(-1) ?? null
}
