// Bundles soak-phone.ts with what the build is made with, and lets its phones live as planned.

import { readFile } from 'node:fs/promises'
import { runnerImport } from 'vite'

const plan = JSON.parse(await readFile(process.argv[2], 'utf8'))
const { module } = await runnerImport(new URL('./soak-phone.ts', import.meta.url).pathname, {
  configFile: false,
  logLevel: 'error',
})
await module.live(plan, (said) => process.stdout.write(`${JSON.stringify(said)}\n`))
process.exit(0)
