// Argon2id, in a worker of its own: half a second of work that no screen waits for, and the one
// place where WebAssembly may run (api/http/built_webapp.py). It keeps nothing of what it is told.

import { argon2id } from 'hash-wasm'
import type { Stretching } from './locks'

interface Asked {
  secret: Uint8Array
  how: Stretching
}

interface Line {
  addEventListener(type: 'message', heard: (event: MessageEvent<Asked>) => void): void
  postMessage(said: Uint8Array): void
}

const line = self as unknown as Line

line.addEventListener('message', async ({ data: { secret, how } }) => {
  line.postMessage(
    await argon2id({
      password: secret,
      salt: how.salt,
      memorySize: how.memory,
      iterations: how.passes,
      parallelism: 1,
      hashLength: 32,
      outputType: 'binary',
    }),
  )
})
