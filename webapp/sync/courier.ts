// When to send: at each save, at start, when the app is looked at, on a timer and by the button.
// It trusts no browser event to mean "there is network": it tries, and waits longer each time.

import { type Signal, signal } from '@preact/signals'
import type { Outcome, Progress, Watch } from './outbox'
import { newRound, type Round } from './round'

const FIRST_WAIT = 2_000
const LONGEST_WAIT = 15 * 60_000
const IDLE_ROUND = 5 * 60_000
/** She looks at an empty screen until the first forms have come. */
const FIRST_FORMS = 15_000

/** Full jitter, so that five hundred phones do not come back in the same second. */
export const backoff = (failures: number, chance = Math.random()) =>
  500 + chance * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(failures, 16))

/** What the server asks for, and a little more for each phone by itself. */
const asked = (seconds: number, chance = Math.random()) =>
  Math.min(LONGEST_WAIT, seconds * 1_000 * (1 + chance / 4))

export interface Courier {
  sending: Signal<Progress | null>
  outcome: Signal<Outcome>
  fetched: Signal<Fetched>
  /** Try now. Several calls at once are one try. */
  go(): Promise<Outcome>
  stop(): void
}

/** now: something waits to be sent · soon: she has no form yet · later: not all of it came */
export type Fetched = 'all' | 'now' | 'soon' | 'later'

export interface Errands {
  send(watch: Watch, round: Round): Promise<Outcome>
  /** After records went, or when nothing had to go: fetch what is new. */
  refresh(force: boolean): Promise<Fetched>
}

export function startCourier(errands: Errands): Courier {
  const sending = signal<Progress | null>(null)
  const outcome = signal<Outcome>('empty')
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<Outcome> | null = null
  let again = false
  let stopped = false
  const fetched = signal<Fetched>('all')

  async function send(round: Round): Promise<Outcome> {
    let sent = false
    const result = await errands.send((progress) => {
      if (progress) sent = true
      sending.value = progress
    }, round)
    outcome.value = result
    if (result === 'empty' || result === 'later') fetched.value = await errands.refresh(sent)
    if (fetched.value === 'now') again = true
    return result
  }

  function wait(result: Outcome): number {
    if (again) return 0
    if (result === 'empty' && fetched.value === 'all') return IDLE_ROUND
    const nothingOwed = fetched.value === 'soon' ? FIRST_FORMS : IDLE_ROUND
    return Math.min(result === 'empty' ? nothingOwed : LONGEST_WAIT, backoff(failures++))
  }

  function plan(result: Outcome, { moved, retryAfter }: Round): void {
    clearTimeout(timer)
    if (stopped || result === 'signedOut') return
    // A line that cuts and still carries something is tried again soon.
    if ((result === 'empty' && fetched.value === 'all') || moved) failures = 0
    const pause = Math.max(wait(result), asked(retryAfter))
    again = false
    timer = setTimeout(() => void go(), pause)
  }

  async function go(): Promise<Outcome> {
    if (running) {
      again = true
      return running
    }
    const round = newRound()
    running = send(round)
    try {
      const result = await running
      plan(result, round)
      return result
    } catch (error) {
      plan('later', round)
      throw error
    } finally {
      running = null
    }
  }

  return {
    sending,
    outcome,
    fetched,
    go,
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}
