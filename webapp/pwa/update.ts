// Registers the service worker, and asks before a new version of the app takes over. Its one rule:
// whoever asked for the new version gets an answer within seconds, and the old one works meanwhile.

import { signal } from '@preact/signals'
import { currentMilliseconds } from '../clock'
import { scriptAddress } from './scripts'

/** A new version lies ready. It waits until she says so, and never while a form is open. */
export const updateReady = signal(false)
/** Another tab took the new version already: this one should be opened again. */
export const isOutdated = signal(false)
/** She asked for it. now: nothing is asked of the server meanwhile · stuck: nothing took over */
export const updateProgress = signal<'' | 'now' | 'stuck'>('')

const SERVICE_WORKER_PATH = '/sw.js'
const UPDATE_CHECK_INTERVAL = 30 * 60_000

/**
 * Chromium lets a new worker take over only while the old one is handed nothing; a request in that
 * very moment puts it off until the old one was idle for half a minute.
 */
const QUIET_BEFORE_TAKEOVER = 400
const TAKEOVER_TIMEOUT = 3_000
const FETCH_UPDATE_TIMEOUT = 30_000
/** In this tab she asked twice, and the page was opened again for it. */
const REOPENED_FLAG = 'update'

let lastUpdateCheck = 0
let workerRegistration: ServiceWorkerRegistration | undefined
let mayOpenAgain = () => true
let onControllerChange: () => void = () => undefined

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

export async function registerServiceWorker(): Promise<void> {
  const container = navigator.serviceWorker
  if (!container || !import.meta.env.PROD) return
  const hadOne = Boolean(container.controller)
  container.addEventListener('controllerchange', () => {
    onControllerChange()
    if (updateProgress.value === 'now' && mayOpenAgain()) location.reload()
    else if (hadOne) isOutdated.value = true
  })
  const address = scriptAddress('sw', SERVICE_WORKER_PATH)
  // Refused (no room, data just cleared): the app goes on with the network, and asks next time.
  workerRegistration = await container
    .register(address, { updateViaCache: 'none' })
    .catch(() => undefined)
  finishReopening()
  if (workerRegistration?.waiting && hadOne) updateReady.value = true
  workerRegistration?.addEventListener('updatefound', () => {
    const coming = workerRegistration?.installing
    coming?.addEventListener('statechange', () => {
      if (coming.state === 'installed' && container.controller) updateReady.value = true
    })
  })
}

/** This page may still be the old one, though its going was all that the new worker waited for. */
function finishReopening(): void {
  if (!sessionStorage.getItem(REOPENED_FLAG)) return
  sessionStorage.removeItem(REOPENED_FLAG)
  if (workerRegistration?.waiting) updateProgress.value = 'stuck'
  else location.reload()
}

/** Asked with every contact; the browser itself asks only when a page is opened. */
export async function checkForUpdate(): Promise<void> {
  if (currentMilliseconds() - lastUpdateCheck < UPDATE_CHECK_INTERVAL) return
  lastUpdateCheck = currentMilliseconds()
  await workerRegistration?.update().catch(() => undefined)
}

/** As lookForUpdate, now, because she asked. True when a newer version lies ready. */
export async function fetchUpdate(): Promise<boolean> {
  lastUpdateCheck = 0
  // A line that has gone dead would keep her waiting for ever.
  await Promise.race([awaitFetchedUpdate(), pause(FETCH_UPDATE_TIMEOUT)])
  return Boolean(workerRegistration?.waiting)
}

async function awaitFetchedUpdate(): Promise<void> {
  await checkForUpdate()
  const coming = workerRegistration?.installing
  if (coming) await new Promise((done) => coming.addEventListener('statechange', done))
}

/** Opens the page again with the new version, unless she is at something by then; or says 'stuck'. */
export async function takeUpdate(calm: () => boolean): Promise<void> {
  if (updateProgress.value === 'now') return
  const again = updateProgress.value === 'stuck'
  const waiting = workerRegistration?.waiting
  if (!waiting) return location.reload()
  mayOpenAgain = calm
  updateProgress.value = 'now'
  await pause(QUIET_BEFORE_TAKEOVER)
  const took = new Promise<boolean>((done) => {
    onControllerChange = () => done(true)
  })
  waiting.postMessage('takeOver')
  const tookOver = await Promise.race([took, pause(TAKEOVER_TIMEOUT).then(() => false)])
  updateProgress.value = tookOver ? '' : 'stuck'
  // With its last page gone the old worker lets go. Where it does not, the page comes as it was.
  if (tookOver || !again || !calm()) return
  sessionStorage.setItem(REOPENED_FLAG, 'yes')
  location.reload()
}
