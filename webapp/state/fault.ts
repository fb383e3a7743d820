// What must be said in red: the phone could not keep something. Never shown for a missing network.

import { signal } from '@preact/signals'
import { type FaultKind, StoreFault } from '../store/store'
import { person } from './session'

export const storeFault = signal<FaultKind | null>(null)

/** The phone is nearly full: what she writes is still kept, and she should make room. */
export const tight = signal(false)

/** What was still running when the vault closed has nothing to say: the lock is before her. */
function say({ kind }: StoreFault): void {
  if (kind !== 'locked' || person.value) storeFault.value = kind
}

/** For promises that nobody waits for: a fault of the store is still everybody's business. */
export function notice(error: unknown): void {
  if (!(error instanceof StoreFault)) throw error
  say(error)
}

export function watchFaults(): void {
  addEventListener('unhandledrejection', (event) => {
    if (!(event.reason instanceof StoreFault)) return
    event.preventDefault()
    say(event.reason)
  })
}
