// A PIN or a passphrase → 32 bytes, slowly. Its one rule: never below the floor of 19 MiB and two
// passes, and as many passes more as this phone does in less than a second.

import { currentMilliseconds } from '../clock'
import { scriptAddress } from '../pwa/scripts'
import { ARGON2_FLOOR, type SecretStretcher, type StretchParameters } from './locks'

const ARGON2_WORKER_PATH = '/argon2.js'
const WANTED_STRETCH_TIME = 800
const MOST_PASSES = 12

/** One question, one worker: its memory goes back to the phone with it. */
export const stretchSecret: SecretStretcher = (secret, how) =>
  new Promise((done, failed) => {
    const worker = new Worker(scriptAddress('argon2', ARGON2_WORKER_PATH))
    const over = (then: () => void) => {
      worker.terminate()
      then()
    }
    worker.onmessage = ({ data }: MessageEvent<Uint8Array<ArrayBuffer>>) => over(() => done(data))
    worker.onerror = (event) => over(() => failed(new Error(event.message || 'argon2')))
    worker.postMessage({ secret, how })
  })

/** How this phone should stretch, measured once when a lock is made. */
export async function calibrateStretching(
  tried: SecretStretcher = stretchSecret,
): Promise<StretchParameters> {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const how = { ...ARGON2_FLOOR, salt }
  // The first try also fetches and compiles: only the second one is measured.
  await tried(new Uint8Array(8), how)
  const begun = currentMilliseconds()
  await tried(new Uint8Array(8), how)
  return { ...how, passes: passesFor(currentMilliseconds() - begun) }
}

/** From how long the floor took. */
export const passesFor = (took: number) =>
  Math.max(
    ARGON2_FLOOR.passes,
    Math.min(MOST_PASSES, Math.floor((WANTED_STRETCH_TIME * ARGON2_FLOOR.passes) / (took || 1))),
  )
