// Registers the service worker, and asks before a new version of the app takes over.

import { signal } from '@preact/signals'
import { milliseconds } from './clock'
import { scriptAddress } from './scripts'

/** A new version lies ready. It waits until she says so, and never while a form is open. */
export const updateReady = signal(false)
/** Another tab took the new version already: this one should be opened again. */
export const outdated = signal(false)

const WORKER = '/sw.js'

const LOOK_AT_MOST_EVERY = 30 * 60_000

let looked = 0
let registration: ServiceWorkerRegistration | undefined
let asked = false

export async function registerWorker(): Promise<void> {
  const container = navigator.serviceWorker
  if (!container || !import.meta.env.PROD) return
  const hadOne = Boolean(container.controller)
  container.addEventListener('controllerchange', () => {
    if (asked) location.reload()
    else if (hadOne) outdated.value = true
  })
  const address = scriptAddress('sw', WORKER)
  // Refused (no room, data just cleared): the app goes on with the network, and asks next time.
  registration = await container
    .register(address, { updateViaCache: 'none' })
    .catch(() => undefined)
  if (registration?.waiting && hadOne) updateReady.value = true
  registration?.addEventListener('updatefound', () => {
    const coming = registration?.installing
    coming?.addEventListener('statechange', () => {
      if (coming.state === 'installed' && container.controller) updateReady.value = true
    })
  })
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
  await lookForUpdate()
  const coming = registration?.installing
  if (coming) await new Promise((done) => coming.addEventListener('statechange', done))
  return Boolean(registration?.waiting)
}

export function takeUpdate(): void {
  asked = true
  if (registration?.waiting) registration.waiting.postMessage('takeOver')
  else location.reload()
}
