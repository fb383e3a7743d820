// Numbers as people here type them, into plain ones: 1.200 is a thousand, 1,5 is one and a half. Pure.

const GROUPED_THOUSANDS = /^-?[1-9]\d{0,2}(\.\d{3})+$/

export const withoutSpaces = (typed: string) => typed.normalize('NFKC').replace(/\s/g, '')

/** What is no number stays as typed: the engine says what is wrong with it. */
export function readTypedInteger(typed: string): string {
  const text = withoutSpaces(typed)
  return GROUPED_THOUSANDS.test(text) ? text.replace(/\./g, '') : text
}

export function readTypedDecimal(typed: string): string {
  const text = withoutSpaces(typed)
  if (text.includes(',')) return text.replace(/\./g, '').replace(',', '.')
  return GROUPED_THOUSANDS.test(text) ? text.replace(/\./g, '') : text
}
