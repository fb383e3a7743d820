// What must be said in red: the phone could not keep something. Never shown for a missing network.

import { signal } from '@preact/signals'
import { type FaultKind, StoreFault } from './store'

export const storeFault = signal<FaultKind | null>(null)

/** For promises that nobody waits for: a fault of the store is still everybody's business. */
export function notice(error: unknown): void {
  if (!(error instanceof StoreFault)) throw error
  storeFault.value = error.kind
}

export function watchFaults(): void {
  addEventListener('unhandledrejection', (event) => {
    if (!(event.reason instanceof StoreFault)) return
    event.preventDefault()
    storeFault.value = event.reason.kind
  })
}
