// A PIN or a passphrase → 32 bytes, slowly. Its one rule: never below the floor of 19 MiB and two
// passes, and as many passes more as this phone does in less than a second.

import { milliseconds } from '../clock'
import { scriptAddress } from '../pwa/scripts'
import { FLOOR, type Stretch, type Stretching } from './locks'

const WORKER = '/argon2.js'
const MEANT = 800
const MOST_PASSES = 12

/** One question, one worker: its memory goes back to the phone with it. */
export const stretch: Stretch = (secret, how) =>
  new Promise((done, failed) => {
    const worker = new Worker(scriptAddress('argon2', WORKER))
    const over = (then: () => void) => {
      worker.terminate()
      then()
    }
    worker.onmessage = ({ data }: MessageEvent<Uint8Array<ArrayBuffer>>) => over(() => done(data))
    worker.onerror = (event) => over(() => failed(new Error(event.message || 'argon2')))
    worker.postMessage({ secret, how })
  })

/** How this phone should stretch, measured once when a lock is made. */
export async function calibrated(tried: Stretch = stretch): Promise<Stretching> {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const how = { ...FLOOR, salt }
  // The first try also fetches and compiles: only the second one is measured.
  await tried(new Uint8Array(8), how)
  const begun = milliseconds()
  await tried(new Uint8Array(8), how)
  return { ...how, passes: passesFor(milliseconds() - begun) }
}

/** From how long the floor took. */
export const passesFor = (took: number) =>
  Math.max(FLOOR.passes, Math.min(MOST_PASSES, Math.floor((MEANT * FLOOR.passes) / (took || 1))))
