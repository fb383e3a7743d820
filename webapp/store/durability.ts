// How safe the phone's storage is: may the browser clear it, and how much room is left.

import { signal } from '@preact/signals'

/** null while unknown. The browser decides; asking twice does no harm. */
export const isStoragePersistent = signal<boolean | null>(null)

export async function checkStoragePersistence(): Promise<void> {
  isStoragePersistent.value = (await navigator.storage?.persisted?.()) ?? false
}

/** Asked after the first record was kept, when there is something worth guarding. */
export async function requestPersistentStorage(): Promise<void> {
  if (isStoragePersistent.value) return
  isStoragePersistent.value = (await navigator.storage?.persist?.()) ?? false
}

/** In megabytes; an estimate of the browser's, not a promise. */
export async function estimateStorage(): Promise<{ used: number; free: number } | null> {
  const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {}
  if (usage === undefined || quota === undefined) return null
  return { used: Math.ceil(usage / 1e6), free: Math.floor((quota - usage) / 1e6) }
}
