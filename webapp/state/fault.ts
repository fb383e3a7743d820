// What must be said in red: the phone could not keep something. Never shown for a missing network.

import { signal } from '@preact/signals'
import { StoreFault, type StoreFaultKind } from '../store/store'
import { signedInPerson } from './session'

export const storeFault = signal<StoreFaultKind | null>(null)

/** The phone is nearly full: what she writes is still kept, and she should make room. */
export const isStorageTight = signal(false)

/** What was still running when the vault closed has nothing to say: the lock is before her. */
function showFault({ kind }: StoreFault): void {
  if (kind !== 'locked' || signedInPerson.value) storeFault.value = kind
}

/** For promises that nobody waits for: a fault of the store is still everybody's business. */
export function reportFault(error: unknown): void {
  if (!(error instanceof StoreFault)) throw error
  showFault(error)
}

export function watchFaults(): void {
  addEventListener('unhandledrejection', (event) => {
    if (!(event.reason instanceof StoreFault)) return
    event.preventDefault()
    showFault(event.reason)
  })
}
