/** Vietnamese text on the phone. Twin of api/domain/text.py: both pass tests/conformance/text.json. */

/** Lower case without dấu, đ as d, single spaces: what a search compares. */
export const searchKey = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{Mn}\p{Cf}]/gu, '')
    .replace(/đ/g, 'd')
    .replace(/[\p{Z}\p{Cc}]+/gu, ' ')
    .trim()

/** 1.200.000 and 48,28 from a plain decimal such as "48.2759": rounded half up, never a float. */
export function numberText(value: string, decimals?: number): string {
  // Longer ones are somebody's mischief; nobody reads them with dots.
  const plain = /^(-?)(\d{1,100})\.?(\d{0,100})$/
  const [, sign = '', whole, given = ''] = plain.exec(value) ?? []
  if (!whole) return value
  const places = decimals ?? given.length
  const kept = `${given}${'0'.repeat(places + 1)}`.slice(0, places + 1)
  const scaled = (BigInt(whole + kept) + 5n) / 10n
  const all = `${scaled}`.padStart(places + 1, '0')
  const thousands = all.slice(0, all.length - places).replace(/\B(?=(\d{3})+$)/g, '.')
  const rest = places ? `,${all.slice(-places)}` : ''
  return (scaled ? sign : '') + thousands + rest
}

/** 21/11/2026 from "2026-11-21"; what is not known is left out: 11/2026, 1990. */
export const dateText = (day: string): string => day.split('-').reverse().join('/')
