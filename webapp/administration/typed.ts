// What administrators type, judged before it is sent: days, sign-in names, passwords, periods. Pure.

import { isDay } from '../clock'

const normalizeTyped = (typed: string) => typed.normalize('NFKC').trim()

/** ISO of 1/7/2025, 01-07-2025, 1.7.2025 or 01072025; '' for anything that is no day. */
export function parseTypedDay(typed: string): string {
  const text = normalizeTyped(typed)
  const [, d = '', m = '', y = ''] =
    /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})$/.exec(text) ??
    /^(\d{2})(\d{2})(\d{4})$/.exec(text) ??
    []
  const iso = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  return isDay(iso) ? iso : ''
}

/** A period code of what is typed or chosen: 2026, 2026S1, 2026Q4, 2026-11, 2022-2025. */
export const isPeriodCode = (typed: string): boolean =>
  /^\d{4}(S[12]|Q[1-4]|-(0[1-9]|1[0-2]))?$/.test(typed) ||
  (/^(\d{4})-(\d{4})$/.test(typed) && typed.slice(0, 4) <= typed.slice(5))

/** As it will be compared when she signs in. */
export const normalizeLogin = (typed: string): string => normalizeTyped(typed).toLowerCase()
