// Builds the phone: one first chunk, the supervisor's screens apart, and a service worker that
// knows by name every file of the shell. Rule: nothing inline, so that the CSP can forbid it.

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import manifest from './package.json' with { type: 'json' }

const WORKER = 'sw.js'
/** Scripts with an address of their own: the server gives the second one a policy of its own. */
const NAMED: Record<string, string> = { sw: WORKER, argon2: 'argon2.js' }
/** What lies on every phone; what offices use, each person needs once, or only a demonstration has,
 *  is fetched. */
const LAIN = /^assets\/(?!administration|demonstration|invitation)/
const PUBLIC_SHELL = [
  '/argon2.js',
  '/rua-tay.html',
  '/manifest.webmanifest',
  '/icons/icon.svg',
  '/icons/icon-32.png',
]

/** What the workers start from, and what only one of them runs: never part of the first load. */
const OF_A_WORKER = /\/(service-worker|argon2-worker)\.ts$|\/hash-wasm\//
/** The server's table, which the engine reads as it starts: in its own chunk it is there by then. */
const QUESTION_TYPES = '/api/domain/question_types.json'
/** …/fill/questions/date.tsx → fill; …/fill/words/en.ts → fill-en: English comes when it is spoken. */
const folderOf = (id: string) => {
  if (id.endsWith(QUESTION_TYPES)) return 'engine'
  const [, room, english] = /\/webapp\/(\w+)\/(?:words\/)?((?:\w+-)?en\b)?/.exec(id) ?? []
  return room && !OF_A_WORKER.test(id) ? room + (english ? '-en' : '') : null
}

/** …/node_modules/qr/index.js → qr */
const packageOf = (id: string) =>
  OF_A_WORKER.test(id) ? null : (/\/node_modules\/(?:@[^/]+\/)?([^/]+)\//.exec(id)?.[1] ?? null)
const FOLDERS = /\/webapp\/(?!screens\/)\w+\/|\/question_types\.json$/

type File = { type: 'chunk'; code: string } | { type: 'asset'; source: string | Uint8Array }
const bytes = (file: File) =>
  Buffer.from(file.type === 'chunk' ? file.code : (file.source as string))

/** Writes into the service worker which files make the shell, and a version made of their bytes. */
function shell(): Plugin {
  return {
    name: 'shell',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const worker = bundle[WORKER]
      if (worker?.type !== 'chunk') return
      const hash = createHash('sha256')
      const names = Object.keys(bundle).filter((name) => name !== WORKER)
      for (const name of names.sort()) hash.update(name).update(bytes(bundle[name] as File))
      const files = names.filter((name) => LAIN.test(name)).map((name) => `/${name}`)
      worker.code = worker.code
        .replace('__VERSION__', hash.digest('hex').slice(0, 12))
        .replace(
          /["'`]__SHELL__["'`]/,
          JSON.stringify(['/', ...files, ...PUBLIC_SHELL]).slice(1, -1),
        )
    },
    writeBundle(_options, bundle) {
      const page = bundle['index.html']
      if (page?.type !== 'asset') return
      const html = String(page.source)
      const rows = Object.entries(bundle).map(([name, file]) => {
        const size = gzipSync(bytes(file as File)).length
        return { name, size, first: name === 'index.html' || html.includes(name) }
      })
      const sum = (kept: typeof rows) => kept.reduce((total, row) => total + row.size, 0)
      const first = rows.filter((row) => row.first)
      const script = first.filter((row) => row.name.endsWith('.js'))
      console.log(`\nfirst load, gzip: JavaScript ${sum(script)} B, everything ${sum(first)} B`)
    },
  }
}

const TEXT = /\.(html|js|css|svg|webmanifest)$/

/** Packed copies beside the files: the server sends them as they are. */
function packed(): Plugin {
  let folder = ''
  return {
    name: 'packed',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir)
    },
    closeBundle() {
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !TEXT.test(entry.name)) continue
        const path = join(entry.parentPath, entry.name)
        const content = readFileSync(path)
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }))
        writeFileSync(`${path}.br`, brotliCompressSync(content))
      }
    },
  }
}

export default defineConfig({
  root: 'webapp',
  plugins: [shell(), packed()],
  // Tests build a second app beside the first; nobody else says another version than the manifest.
  define: { __APP_VERSION__: JSON.stringify(process.env.SOTHON_APP_VERSION ?? manifest.version) },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2021',
    assetsInlineLimit: 2048,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        app: 'webapp/index.html',
        sw: 'webapp/pwa/service-worker.ts',
        argon2: 'webapp/vault/argon2-worker.ts',
      },
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            // What every phone needs at once: in one piece it packs better, and is one request.
            { name: 'first', tags: ['$initial'], test: (id) => !OF_A_WORKER.test(id) },
            // What the compiler adds to newer syntax: in a chunk of one user it would make a circle.
            { name: 'helpers', test: /@oxc-project.+helpers/ },
            // A library that one screen needs, apart from the file that asks for it.
            { name: packageOf, debugName: 'packages', test: /\/node_modules\// },
            // The rest comes folder by folder. A screen of no feature comes by itself.
            { name: folderOf, debugName: 'folders', test: FOLDERS },
          ],
        },
        entryFileNames: (chunk) => NAMED[chunk.name] ?? 'assets/[name]-[hash].js',
      },
    },
  },
  // The table of question types is the server's too, and lies there.
  server: { fs: { allow: ['..'] }, proxy: { '/v1': 'http://127.0.0.1:8000' } },
  // Patient: two workers of a busy machine are no fault of what is tested.
  // The files of a worker share one world, read once; what one of them stubs, it takes back.
  test: {
    root: '.',
    include: ['tests/webapp/**/*.test.ts'],
    testTimeout: 30_000,
    isolate: false,
    maxWorkers: '100%',
  },
})
