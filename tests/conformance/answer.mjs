// Bundles answer.ts with what the build is made with and hands it the cases from standard input.

import { readFileSync } from 'node:fs'
import { runnerImport } from 'vite'

const { module } = await runnerImport(new URL('./answer.ts', import.meta.url).pathname, {
  configFile: false,
  logLevel: 'error',
})
process.stdout.write(JSON.stringify(module.answers(JSON.parse(readFileSync(0, 'utf8')))))
