// Wrong secrets slow down and never wipe: children play with phones. Pure. The wait runs only while
// the app is open, by a clock that nobody can turn: neither turning the phone's clock nor closing
// the app shortens it.

const FREE = 4
const FIRST_WAIT = 30_000
const LONGEST_WAIT = 15 * 60_000

export interface Attempts {
  failed: number
  /** Milliseconds that are still to be waited, while the app is open. */
  left: number
}

export const NONE: Attempts = { failed: 0, left: 0 }

/** One more wrong one: from the fifth on half a minute, doubling to a quarter of an hour. */
export function failedOnce({ failed }: Attempts): Attempts {
  const now = failed + 1
  const doubled = FIRST_WAIT * 2 ** Math.min(20, Math.max(0, now - FREE - 1))
  return { failed: now, left: now > FREE ? Math.min(LONGEST_WAIT, doubled) : 0 }
}

/**
 * Where the phone is so full that nothing is written down, ending the app would forget a wait: there
 * each try, also the first, comes after one.
 */
const CROWDED = 60_000

export const crowded = ({ failed, left }: Attempts): Attempts => ({
  failed,
  left: Math.max(CROWDED, left),
})

export const waited = ({ failed, left }: Attempts, ms: number): Attempts => ({
  failed,
  left: Math.max(0, left - Math.max(0, ms)),
})
