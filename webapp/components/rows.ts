// Rows of a list: which of them are found, and in which order they stand. Its one rule: what has no
// number is never taken for 0; it stands apart, after the rest, whichever way one sorts.

import { searchKey } from '../words/text'

/** By what a row is sorted: words, an amount, or the reason why there is neither. */
export type SortWeight = string | number | { apart: string }

export interface Sorting {
  column: string
  descending: boolean
}

const vietnameseCollator = new Intl.Collator('vi', { numeric: true })

/** Vietnamese order: a, ă, â; d, đ; ngang, huyền, hỏi, ngã, sắc, nặng; and 2 before 10. */
export const compareTexts = (a: string, b: string) => vietnameseCollator.compare(a, b)

/** The weight of a number as it comes over the wire. */
export const numberWeight = (value: string | null | undefined, otherwise = ''): SortWeight =>
  value === null || value === undefined || value === '' ? { apart: otherwise } : Number(value)

const isWithoutWeight = (weight: SortWeight) => typeof weight === 'object'

function compareWeights(a: SortWeight, b: SortWeight): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return compareTexts(weightText(a), weightText(b))
}

const weightText = (weight: SortWeight) =>
  typeof weight === 'object' ? weight.apart : String(weight)

/** A new list. Rows of equal weight keep the order in which they came. */
export function sortRows<Row>(
  rows: readonly Row[],
  weigh: (row: Row) => SortWeight,
  descending = false,
): Row[] {
  const weighed = rows.map((row) => ({ row, weight: weigh(row) }))
  weighed.sort((a, b) => {
    const apart = Number(isWithoutWeight(a.weight)) - Number(isWithoutWeight(b.weight))
    if (apart) return apart
    const way = descending && !isWithoutWeight(a.weight) ? -1 : 1
    return way * compareWeights(a.weight, b.weight)
  })
  return weighed.map(({ row }) => row)
}

/** Rows that hold every word of what was typed, dấu or not; those with its very letters first. */
export function searchRows<Row>(
  rows: readonly Row[],
  text: (row: Row) => string,
  typed: string,
): Row[] {
  const words = searchKey(typed).split(' ').filter(Boolean)
  if (!words.length) return [...rows]
  const kept = rows.filter((row) => {
    const key = searchKey(text(row))
    return words.every((word) => key.includes(word))
  })
  const letters = normalizeExactly(typed)
  const same = (row: Row) => normalizeExactly(text(row)).includes(letters)
  return [...kept.filter(same), ...kept.filter((row) => !same(row))]
}

const normalizeExactly = (text: string) => text.normalize('NFC').toLowerCase().trim()

/** Rows of one kind together, kinds in the order in which they first come. */
export function groupRows<Row>(
  rows: readonly Row[],
  kind: (row: Row) => string,
): [string, Row[]][] {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const name = kind(row)
    groups.set(name, [...(groups.get(name) ?? []), row])
  }
  return [...groups]
}
