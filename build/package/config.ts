/** electron-builder.yml as this project's own steps read it: every fact about the package is written there once. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const target = z.object({ target: z.string(), arch: z.array(z.enum(['x64', 'arm64'])) })

const shape = z.object({
  appId: z.string(),
  productName: z.string(),
  executableName: z.string(),
  directories: z.object({ output: z.string(), buildResources: z.string() }),
  files: z.array(z.string()),
  asar: z.literal(true),
  asarUnpack: z.array(z.string()),
  extraResources: z.array(z.object({ from: z.string(), to: z.string() })),
  electronLanguages: z.array(z.string()),
  electronFuses: z.record(z.string(), z.boolean()),
  publish: z.null(),
  linux: z.object({ target: z.array(target), category: z.string(), synopsis: z.string(), maintainer: z.string() }),
  deb: z.object({ packageName: z.string(), packageCategory: z.string(), depends: z.array(z.string()), recommends: z.array(z.string()) }),
  win: z.object({ target: z.array(target) }),
  nsis: z.record(z.string(), z.unknown()),
})

export type PackageConfig = z.infer<typeof shape>

/** @throws ZodError when a part that our steps need is missing */
export function readConfig(root: string): PackageConfig {
  return shape.parse(parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')))
}

export interface Manifest {
  name: string
  version: string
  description: string
}

export function readManifest(root: string): Manifest {
  return z.object({ name: z.string(), version: z.string(), description: z.string() }).parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
}
