// Wrong secrets slow down and never wipe: children play with phones. Pure. The wait runs only while
// the app is open, by a clock that nobody can turn: neither turning the phone's clock nor closing
// the app shortens it.

const FREE_ATTEMPTS = 4
const SHORTEST_LOCKOUT = 30_000
const LONGEST_LOCKOUT = 15 * 60_000

export interface SecretAttempts {
  failed: number
  /** Milliseconds that are still to be waited, while the app is open. */
  left: number
}

export const NO_ATTEMPTS: SecretAttempts = { failed: 0, left: 0 }

/** One more wrong one: from the fifth on half a minute, doubling to a quarter of an hour. */
export function countFailedAttempt({ failed }: SecretAttempts): SecretAttempts {
  const now = failed + 1
  const doubled = SHORTEST_LOCKOUT * 2 ** Math.min(20, Math.max(0, now - FREE_ATTEMPTS - 1))
  return { failed: now, left: now > FREE_ATTEMPTS ? Math.min(LONGEST_LOCKOUT, doubled) : 0 }
}

/**
 * Where the phone is so full that nothing is written down, ending the app would forget a wait: there
 * each try, also the first, comes after one.
 */
const FULL_PHONE_LOCKOUT = 60_000

export const imposeFullPhoneLockout = ({ failed, left }: SecretAttempts): SecretAttempts => ({
  failed,
  left: Math.max(FULL_PHONE_LOCKOUT, left),
})

export const subtractWaitedTime = (
  { failed, left }: SecretAttempts,
  ms: number,
): SecretAttempts => ({
  failed,
  left: Math.max(0, left - Math.max(0, ms)),
})
