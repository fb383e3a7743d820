// Numbers, days and months as people here read them: 1.200,5 · 05/11/2026. Text in, text out:
// a figure is never turned into a floating-point number on its way to the eye.

import { dayInVietnam, timeInVietnam } from '../clock'
import { language, t } from '.'
import { dateText, numberText } from './text'

export function printedNumber(value: string, decimals?: number): string {
  const printed = numberText(value, decimals)
  if (language.value === 'vi') return printed
  return printed.replace(/[.,]/g, (mark) => (mark === '.' ? ',' : '.'))
}

export const printedPercent = (value: string) => `${printedNumber(value, 2)}%`

/** 2026-11-05 → 05/11/2026; anything else stays. */
export const printedDay = (iso: string) =>
  /^\d{4}-\d\d-\d\d/.test(iso) ? dateText(dayInVietnam(iso)) : iso

export const printedShortDay = (iso: string) => printedDay(iso).slice(0, 5)

export const printedInstant = (iso: string) => `${timeInVietnam(iso)}, ${printedDay(iso)}`

/** 2026 · 2026S1 · 2026Q4 · 2026-11 · 2022-2025 in words. */
export function printedPeriod(code: string): string {
  const half = /^(\d{4})S(\d)$/.exec(code)
  if (half) return t('period.half', { n: half[2] ?? '', year: half[1] ?? '' })
  const quarter = /^(\d{4})Q(\d)$/.exec(code)
  if (quarter) return t('period.quarter', { n: quarter[2] ?? '', year: quarter[1] ?? '' })
  const month = /^(\d{4})-(\d\d)$/.exec(code)
  if (month) return t('period.month', { n: Number(month[2]), year: month[1] ?? '' })
  const phase = /^(\d{4})-(\d{4})$/.exec(code)
  if (phase) return t('period.phase', { from: phase[1] ?? '', to: phase[2] ?? '' })
  return t('period.year', { year: code })
}
