// When to send: at each save, at start, when the app is looked at, on a timer and by the button.
// It trusts no browser event to mean "there is network": it tries, and waits longer each time.

import { type Signal, signal } from '@preact/signals'
import type { Outcome, Progress } from './sync'

const FIRST_WAIT = 2_000
const LONGEST_WAIT = 15 * 60_000
const IDLE_ROUND = 5 * 60_000

/** Full jitter, so that five hundred phones do not come back in the same second. */
export const backoff = (failures: number, chance = Math.random()) =>
  500 + chance * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(failures, 16))

export interface Courier {
  sending: Signal<Progress | null>
  outcome: Signal<Outcome>
  /** Try now. Several calls at once are one try. */
  go(): Promise<Outcome>
  stop(): void
}

export interface Errands {
  send(watch: (progress: Progress | null) => void): Promise<Outcome>
  /** After records went, or when nothing had to go: fetch what is new. */
  refresh(force: boolean): Promise<void>
}

export function startCourier(errands: Errands): Courier {
  const sending = signal<Progress | null>(null)
  const outcome = signal<Outcome>('empty')
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<Outcome> | null = null
  let again = false
  let stopped = false

  async function round(): Promise<Outcome> {
    let sent = false
    const result = await errands.send((progress) => {
      if (progress) sent = true
      sending.value = progress
    })
    outcome.value = result
    if (result === 'empty' || result === 'later') await errands.refresh(sent)
    return result
  }

  function plan(result: Outcome): void {
    clearTimeout(timer)
    if (stopped || result === 'signedOut') return
    failures = result === 'empty' ? 0 : failures + 1
    const wait = again ? 0 : failures ? backoff(failures - 1) : IDLE_ROUND
    again = false
    timer = setTimeout(() => void go(), wait)
  }

  async function go(): Promise<Outcome> {
    if (running) {
      again = true
      return running
    }
    running = round()
    try {
      const result = await running
      plan(result)
      return result
    } catch (error) {
      plan('later')
      throw error
    } finally {
      running = null
    }
  }

  return {
    sending,
    outcome,
    go,
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}
