// Bundles answer.ts, or the file that is named, with what the build is made with and hands it the
// cases from standard input.

import { text } from 'node:stream/consumers'
import { runnerImport } from 'vite'

const told = JSON.parse(await text(process.stdin))
const { module } = await runnerImport(new URL(process.argv[2] ?? './answer.ts', import.meta.url).pathname, {
  configFile: false,
  logLevel: 'error',
})
process.stdout.write(JSON.stringify(await module.answers(told)))
