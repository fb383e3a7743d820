// Rows of a list: which of them are found, and in which order they stand. Its one rule: what has no
// number is never taken for 0; it stands apart, after the rest, whichever way one sorts.

import { searchKey } from '../words/text'

/** By what a row is sorted: words, an amount, or the reason why there is neither. */
export type Weight = string | number | { apart: string }

export interface Sorting {
  column: string
  descending: boolean
}

const collator = new Intl.Collator('vi', { numeric: true })

/** Vietnamese order: a, ă, â; d, đ; ngang, huyền, hỏi, ngã, sắc, nặng; and 2 before 10. */
export const inOrder = (a: string, b: string) => collator.compare(a, b)

/** The weight of a number as it comes over the wire. */
export const amount = (value: string | null | undefined, otherwise = ''): Weight =>
  value === null || value === undefined || value === '' ? { apart: otherwise } : Number(value)

const isApart = (weight: Weight) => typeof weight === 'object'

function compared(a: Weight, b: Weight): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return inOrder(said(a), said(b))
}

const said = (weight: Weight) => (typeof weight === 'object' ? weight.apart : String(weight))

/** A new list. Rows of equal weight keep the order in which they came. */
export function sorted<Row>(
  rows: readonly Row[],
  weigh: (row: Row) => Weight,
  descending = false,
): Row[] {
  const weighed = rows.map((row) => ({ row, weight: weigh(row) }))
  weighed.sort((a, b) => {
    const apart = Number(isApart(a.weight)) - Number(isApart(b.weight))
    if (apart) return apart
    const way = descending && !isApart(a.weight) ? -1 : 1
    return way * compared(a.weight, b.weight)
  })
  return weighed.map(({ row }) => row)
}

/** Rows that hold every word of what was typed, dấu or not; those with its very letters first. */
export function found<Row>(rows: readonly Row[], text: (row: Row) => string, typed: string): Row[] {
  const words = searchKey(typed).split(' ').filter(Boolean)
  if (!words.length) return [...rows]
  const kept = rows.filter((row) => {
    const key = searchKey(text(row))
    return words.every((word) => key.includes(word))
  })
  const letters = exactly(typed)
  const same = (row: Row) => exactly(text(row)).includes(letters)
  return [...kept.filter(same), ...kept.filter((row) => !same(row))]
}

const exactly = (text: string) => text.normalize('NFC').toLowerCase().trim()

/** Rows of one kind together, kinds in the order in which they first come. */
export function grouped<Row>(rows: readonly Row[], kind: (row: Row) => string): [string, Row[]][] {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const name = kind(row)
    groups.set(name, [...(groups.get(name) ?? []), row])
  }
  return [...groups]
}
