// When to send: at each save, at start, when the app is looked at, on a timer and by the button.
// It trusts no browser event to mean "there is network": it tries, and waits longer each time.

import { type Signal, signal } from '@preact/signals'
import type { ProgressWatcher, SendOutcome, SendProgress } from './outbox'
import { newSendingRound, type SendingRound } from './round'

const FIRST_RETRY_WAIT = 2_000
const LONGEST_RETRY_WAIT = 15 * 60_000
const IDLE_SEND_INTERVAL = 5 * 60_000
/** She looks at an empty screen until the first forms have come. */
const FIRST_FORMS_WAIT = 15_000

/** Full jitter, so that five hundred phones do not come back in the same second. */
export const backoff = (failures: number, chance = Math.random()) =>
  500 + chance * Math.min(LONGEST_RETRY_WAIT, FIRST_RETRY_WAIT * 2 ** Math.min(failures, 16))

/** What the server asks for, and a little more for each phone by itself. */
const retryAfterWait = (seconds: number, chance = Math.random()) =>
  Math.min(LONGEST_RETRY_WAIT, seconds * 1_000 * (1 + chance / 4))

export interface Courier {
  sending: Signal<SendProgress | null>
  outcome: Signal<SendOutcome>
  fetched: Signal<FetchOutcome>
  /** Try now. Several calls at once are one try. */
  go(): Promise<SendOutcome>
  stop(): void
}

/** now: something waits to be sent · soon: she has no form yet · later: not all of it came */
export type FetchOutcome = 'all' | 'now' | 'soon' | 'later'

export interface CourierTasks {
  send(watch: ProgressWatcher, round: SendingRound): Promise<SendOutcome>
  /** After records went, or when nothing had to go: fetch what is new. */
  refresh(force: boolean): Promise<FetchOutcome>
}

function waitAfter(result: SendOutcome, fetched: FetchOutcome, retryWait: () => number): number {
  if (result === 'empty' && fetched === 'all') return IDLE_SEND_INTERVAL
  const nothingOwed = fetched === 'soon' ? FIRST_FORMS_WAIT : IDLE_SEND_INTERVAL
  return Math.min(result === 'empty' ? nothingOwed : LONGEST_RETRY_WAIT, retryWait())
}

async function sendAndFetch(
  errands: CourierTasks,
  { sending, outcome, fetched }: Pick<Courier, 'sending' | 'outcome' | 'fetched'>,
  round: SendingRound,
): Promise<SendOutcome> {
  let sent = false
  const result = await errands.send((progress) => {
    if (progress) sent = true
    sending.value = progress
  }, round)
  outcome.value = result
  if (result === 'empty' || result === 'later') fetched.value = await errands.refresh(sent)
  return result
}

export function startCourier(errands: CourierTasks): Courier {
  const sending = signal<SendProgress | null>(null)
  const outcome = signal<SendOutcome>('empty')
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<SendOutcome> | null = null
  let again = false
  let stopped = false
  const fetched = signal<FetchOutcome>('all')

  async function send(round: SendingRound): Promise<SendOutcome> {
    const result = await sendAndFetch(errands, { sending, outcome, fetched }, round)
    if (fetched.value === 'now') again = true
    return result
  }

  function plan(result: SendOutcome, { moved, retryAfter }: SendingRound): void {
    clearTimeout(timer)
    if (stopped || result === 'signedOut') return
    // A line that cuts and still carries something is tried again soon.
    if ((result === 'empty' && fetched.value === 'all') || moved) failures = 0
    const wait = again ? 0 : waitAfter(result, fetched.value, () => backoff(failures++))
    const pause = Math.max(wait, retryAfterWait(retryAfter))
    again = false
    timer = setTimeout(() => void go(), pause)
  }

  async function go(): Promise<SendOutcome> {
    if (running) {
      again = true
      return running
    }
    const round = newSendingRound()
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
