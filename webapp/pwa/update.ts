// Registers the service worker, and asks before a new version of the app takes over. Its one rule:
// whoever asked for the new version gets an answer within seconds, and the old one works meanwhile.

import { signal } from '@preact/signals'
import { milliseconds } from '../clock'
import { scriptAddress } from './scripts'

/** A new version lies ready. It waits until she says so, and never while a form is open. */
export const updateReady = signal(false)
/** Another tab took the new version already: this one should be opened again. */
export const outdated = signal(false)
/** She asked for it. now: nothing is asked of the server meanwhile · stuck: nothing took over */
export const taking = signal<'' | 'now' | 'stuck'>('')

const WORKER = '/sw.js'
const LOOK_AT_MOST_EVERY = 30 * 60_000

/**
 * Chromium lets a new worker take over only while the old one is handed nothing; a request in that
 * very moment puts it off until the old one was idle for half a minute.
 */
const STILL = 400
const AT_ONCE = 3_000
const FETCHED_IN = 30_000
/** In this tab she asked twice, and the page was opened again for it. */
const OPENED_AGAIN = 'update'

let looked = 0
let registration: ServiceWorkerRegistration | undefined
let mayOpenAgain = () => true
let changed: () => void = () => undefined

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

export async function registerWorker(): Promise<void> {
  const container = navigator.serviceWorker
  if (!container || !import.meta.env.PROD) return
  const hadOne = Boolean(container.controller)
  container.addEventListener('controllerchange', () => {
    changed()
    if (taking.value === 'now' && mayOpenAgain()) location.reload()
    else if (hadOne) outdated.value = true
  })
  const address = scriptAddress('sw', WORKER)
  // Refused (no room, data just cleared): the app goes on with the network, and asks next time.
  registration = await container
    .register(address, { updateViaCache: 'none' })
    .catch(() => undefined)
  afterAsking()
  if (registration?.waiting && hadOne) updateReady.value = true
  registration?.addEventListener('updatefound', () => {
    const coming = registration?.installing
    coming?.addEventListener('statechange', () => {
      if (coming.state === 'installed' && container.controller) updateReady.value = true
    })
  })
}

/** This page may still be the old one, though its going was all that the new worker waited for. */
function afterAsking(): void {
  if (!sessionStorage.getItem(OPENED_AGAIN)) return
  sessionStorage.removeItem(OPENED_AGAIN)
  if (registration?.waiting) taking.value = 'stuck'
  else location.reload()
}

/** Asked with every contact; the browser itself asks only when a page is opened. */
export async function lookForUpdate(): Promise<void> {
  if (milliseconds() - looked < LOOK_AT_MOST_EVERY) return
  looked = milliseconds()
  await registration?.update().catch(() => undefined)
}

/** As lookForUpdate, now, because she asked. True when a newer version lies ready. */
export async function fetchUpdate(): Promise<boolean> {
  looked = 0
  // A line that has gone dead would keep her waiting for ever.
  await Promise.race([fetched(), pause(FETCHED_IN)])
  return Boolean(registration?.waiting)
}

async function fetched(): Promise<void> {
  await lookForUpdate()
  const coming = registration?.installing
  if (coming) await new Promise((done) => coming.addEventListener('statechange', done))
}

/** Opens the page again with the new version, unless she is at something by then; or says 'stuck'. */
export async function takeUpdate(calm: () => boolean): Promise<void> {
  if (taking.value === 'now') return
  const again = taking.value === 'stuck'
  const waiting = registration?.waiting
  if (!waiting) return location.reload()
  mayOpenAgain = calm
  taking.value = 'now'
  await pause(STILL)
  const took = new Promise<boolean>((done) => {
    changed = () => done(true)
  })
  waiting.postMessage('takeOver')
  const tookOver = await Promise.race([took, pause(AT_ONCE).then(() => false)])
  taking.value = tookOver ? '' : 'stuck'
  // With its last page gone the old worker lets go. Where it does not, the page comes as it was.
  if (tookOver || !again || !calm()) return
  sessionStorage.setItem(OPENED_AGAIN, 'yes')
  location.reload()
}
