import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import { shellNames } from '../db/operations/bridge.ts'
import { contract } from '../db/operations/contract.ts'
import { noteBundledPackages } from './bundledPackages.ts'

const root = resolve(import.meta.dirname, '..')
/** The driver loads its own binary and stays a package; everything else is bundled, so that a start reads few files. */
const external = ['electron', 'better-sqlite3']
// The preload and main know the operations by name only: the contract itself would bring zod into both.
const define = { __OPERATIONS__: JSON.stringify(Object.keys(contract)), __SHELL_FUNCTIONS__: JSON.stringify(shellNames) }
/** Main runs on Electron 25 as well as on 45. */
const node = 'node18'

/** The ledger that the demonstration casebook is made from travels with the program. */
function demonstrationLedger(): Plugin {
  return {
    name: 'demonstration-ledger',
    generateBundle() {
      const source = readFileSync(resolve(root, 'db/exchange/samples/ledger-county.xlsx'))
      this.emitFile({ type: 'asset', fileName: 'demonstration.xlsx', source })
    },
  }
}

/**
 * Decoders for scans in PDF files (JBIG2 and fax, JPEG 2000), which pdf.js asks for by these names. As scripts: WebAssembly would need a
 * content security policy that lets pages compile code.
 */
function scanDecoders(): Plugin {
  return {
    name: 'scan-decoders',
    generateBundle() {
      for (const name of ['jbig2_nowasm_fallback.js', 'openjpeg_nowasm_fallback.js']) {
        const originalFileName = `node_modules/pdfjs-dist/wasm/${name}`
        this.emitFile({ type: 'asset', fileName: `assets/pdf/${name}`, originalFileName, source: readFileSync(resolve(root, originalFileName)) })
      }
    },
  }
}

/** So do the templates of the papers. */
function paperTemplates(): Plugin {
  return {
    name: 'paper-templates',
    generateBundle() {
      const folder = resolve(root, 'db/documents/templates')
      for (const name of readdirSync(folder)) this.emitFile({ type: 'asset', fileName: `papers/${name}`, source: readFileSync(resolve(folder, name)) })
    },
  }
}

/**
 * The bundler keeps its own helpers in the largest chunk and lets every entry load that, for nothing: main would carry the whole database, and the
 * host would load it before it has checked the runtime. Our modules import each other for what they export, so a bare require does nothing.
 */
function withoutIdleRequires(): Plugin {
  return {
    name: 'without-idle-requires',
    generateBundle(_options, bundle) {
      for (const part of Object.values(bundle)) {
        if (part.type === 'chunk' && part.isEntry) part.code = part.code.replace(/^require\("\.\/[^"]+"\);\n/gm, '')
      }
    },
  }
}

export default defineConfig({
  main: {
    define,
    plugins: [demonstrationLedger(), paperTemplates(), withoutIdleRequires(), noteBundledPackages(root, 'main')],
    build: {
      outDir: resolve(root, 'out/main'),
      target: node,
      sourcemap: false,
      minify: false,
      externalizeDeps: false,
      rollupOptions: {
        external,
        input: {
          main: resolve(root, 'electron/main.ts'),
          host: resolve(root, 'electron/host/process.ts'),
          job: resolve(root, 'electron/host/job.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    define,
    plugins: [noteBundledPackages(root, 'preload')],
    build: {
      outDir: resolve(root, 'out/preload'),
      target: node,
      sourcemap: false,
      externalizeDeps: false,
      rollupOptions: {
        external,
        input: { preload: resolve(root, 'electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'renderer'),
    plugins: [vue(), scanDecoders(), noteBundledPackages(root, 'renderer')],
    // Tables and fonts of the PDF reader, bundled as modules because pages may fetch nothing.
    assetsInclude: ['**/*.bcmap', '**/*.pfb'],
    worker: { format: 'es', plugins: () => [noteBundledPackages(root, 'worker')] },
    build: {
      outDir: resolve(root, 'out/renderer'),
      emptyOutDir: true,
      target: 'chrome114',
      minify: true,
      sourcemap: false,
      // The polyfill fetches, which the content security policy refuses; every supported runtime preloads by itself.
      modulePreload: { polyfill: false },
      // Small assets stay files: the policy allows data: for images only.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 3000,
      rollupOptions: { input: resolve(root, 'renderer/index.html') },
    },
  },
})
