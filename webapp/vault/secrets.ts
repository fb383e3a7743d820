// Which PIN or passphrase may lock a vault. Pure. A PIN of six digits keeps off curious eyes; only a
// passphrase or a passkey withstands somebody who copies the phone's memory.

export type SecretWeakness = 'tooShort' | 'tooPlain' | 'wordsTooShort'

const LEAST_DIGITS = 6
const LEAST_LETTERS = 10

const digitsOf = (secret: string) => [...secret].map(Number)

/** 123456, 654321, 222222, 121212, 123123: what a stranger tries first. */
function isPredictablePin(secret: string): boolean {
  const digits = digitsOf(secret)
  const steps = digits.slice(1).map((digit, at) => digit - (digits[at] as number))
  if (steps.every((step) => step === steps[0] && Math.abs(step) <= 1)) return true
  return [2, 3].some((length) => digits.every((digit, at) => digit === digits[at % length]))
}

/** null where it may be used. */
export function findWeakness(said: string): SecretWeakness | null {
  const secret = said.normalize('NFKC').trim()
  if (!/^\d*$/.test(secret)) return [...secret].length < LEAST_LETTERS ? 'wordsTooShort' : null
  if (secret.length < LEAST_DIGITS) return 'tooShort'
  return isPredictablePin(secret) ? 'tooPlain' : null
}
