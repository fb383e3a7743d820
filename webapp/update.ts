// Registers the service worker, and asks before a new version of the app takes over.

import { signal } from '@preact/signals'
import { scriptAddress } from './scripts'

/** A new version lies ready. It waits until she says so, and never while a form is open. */
export const updateReady = signal(false)
/** Another tab took the new version already: this one should be opened again. */
export const outdated = signal(false)

const WORKER = '/sw.js'

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
  registration = await container.register(scriptAddress('sw', WORKER), { updateViaCache: 'none' })
  if (registration.waiting && hadOne) updateReady.value = true
  registration.addEventListener('updatefound', () => {
    const coming = registration?.installing
    coming?.addEventListener('statechange', () => {
      if (coming.state === 'installed' && container.controller) updateReady.value = true
    })
  })
}

export const lookForUpdate = () => registration?.update().catch(() => undefined)

export function takeUpdate(): void {
  asked = true
  if (registration?.waiting) registration.waiting.postMessage('takeOver')
  else location.reload()
}
