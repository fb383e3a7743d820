// The heads of her records, opened little by little: the newest first, each once. Its rule: where a
// record stands is always what the store says now; only what it is about is remembered.

import type { RecordHead, RecordStanding } from '../store/records'
import { lockedRecordHead, standingOf } from '../store/shelves/boxes'
import type { Store } from '../store/store'

/** Two screens full: what is looked at first. */
const HEADS_OPENED_FIRST = 100

const oldestFirst = (a: RecordStanding, b: RecordStanding) =>
  a.finalizedAt < b.finalizedAt ? -1 : 1

export function trackRecordHeads(
  store: Pick<Store, 'rows' | 'heads'>,
  owner: number,
  show: (records: RecordHead[]) => void,
) {
  const known = new Map<string, RecordHead>()
  let round = 0
  let rest: Promise<void> = Promise.resolve()

  const isKnown = ({ id, finalizedAt }: RecordStanding) =>
    known.get(id)?.finalizedAt === finalizedAt

  const asKnown = (standing: RecordStanding): RecordHead =>
    isKnown(standing)
      ? { ...(known.get(standing.id) as RecordHead), ...standing }
      : lockedRecordHead(standing)

  /** Shows when the newest are open; the others follow. */
  async function reload(): Promise<void> {
    const nth = ++round
    const rows = (await store.rows(owner)).sort(oldestFirst)
    const standings = rows.map(standingOf)
    const waiting = rows.filter((row) => !isKnown(row)).reverse()
    await open(waiting.slice(0, HEADS_OPENED_FIRST))
    const shown = () => nth === round && show(standings.map(asKnown))
    shown()
    if (waiting.length <= HEADS_OPENED_FIRST) return
    rest = open(waiting.slice(HEADS_OPENED_FIRST)).then(() => void shown())
    // Whoever needs all of them waits for `allOpen`, and is told there.
    rest.catch(() => undefined)
  }

  async function open(rows: Awaited<ReturnType<Store['rows']>>): Promise<void> {
    for (const head of await store.heads(rows)) known.set(head.id, head)
  }

  return {
    reload,
    /** When everything that was there at the last look is open. */
    allOpen: () => rest,
  }
}
