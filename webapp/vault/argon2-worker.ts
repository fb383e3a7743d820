// Argon2id, in a worker of its own: half a second of work that no screen waits for, and the one
// place where WebAssembly may run (api/http/built_webapp.py). It keeps nothing of what it is told.

import { argon2id } from 'hash-wasm'
import type { StretchParameters } from './locks'

interface StretchRequest {
  secret: Uint8Array
  how: StretchParameters
}

interface Argon2Scope {
  addEventListener(type: 'message', heard: (event: MessageEvent<StretchRequest>) => void): void
  postMessage(said: Uint8Array): void
}

const argon2Scope = self as unknown as Argon2Scope

argon2Scope.addEventListener('message', async ({ data: { secret, how } }) => {
  argon2Scope.postMessage(
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
