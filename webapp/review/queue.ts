// What waits for a decision: as the server says it, oldest first, without what was decided here since.

import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ResultPage, Submission } from '../api/wire'
import { type ServedCopy, useServedCopy } from '../components/served'
import { type AppPorts, usePorts } from '../ports'
import { reportFault } from '../state/fault'
import { COPY_NAMES } from '../state/ledger'

const QUEUE_PAGE_SIZE = 200
/** So few left here, while the server has more: time to fetch them. */
const REFILL_QUEUE_BELOW = 20

/** Which version of a record was decided: an answer on its way may still call it waiting. */
const decidedVersions = signal<ReadonlyMap<string, string>>(new Map())

const isUndecidedHere = (gone: ReadonlyMap<string, string>) => (item: Submission) =>
  gone.get(item.instanceId) !== item.currentVersion.instanceId

/** The same page without what was decided here. */
export function withoutDecided(page: ResultPage<Submission>, gone: ReadonlyMap<string, string>) {
  const items = page.items.filter(isUndecidedHere(gone))
  const total = (page.total ?? page.items.length) - (page.items.length - items.length)
  return { items, total: Math.max(total, items.length) }
}

/** The one to be looked at after `id`: what stood behind it, else the first that is left. */
export function nextInQueue(items: readonly Submission[], id: string): Submission | undefined {
  const at = items.findIndex((item) => item.instanceId === id)
  const others = items.filter((item) => item.instanceId !== id)
  return others[at < 0 ? 0 : at] ?? others[0]
}

export interface ReviewQueue {
  items: Submission[]
  total: number
  served: ServedCopy<ResultPage<Submission>>
  /** It waits no longer: decided here, or seen to be decided elsewhere. */
  drop(id: string, version: string): void
}

export function useReviewQueue(): ReviewQueue {
  const { ledger, store, person }: AppPorts = usePorts()
  const served = useServedCopy<ResultPage<Submission>>(COPY_NAMES.awaiting, (api) =>
    api.submissions({ of: 'awaiting', limit: QUEUE_PAGE_SIZE }),
  )
  useEffect(() => {
    if (served.state === 'fresh') void ledger.reloadAwaiting().catch(reportFault)
  }, [served.body, served.state])
  const { items, total } = withoutDecided(ledger.awaiting.value, decidedVersions.value)

  function drop(id: string, version: string): void {
    decidedVersions.value = new Map(decidedVersions.value).set(id, version)
    if (items.length <= REFILL_QUEUE_BELOW && total > items.length) served.again()
    void keep().catch(reportFault)
  }

  /** So that the number at the bar is right, and a later look without network too. */
  async function keep(): Promise<void> {
    const copy = await store.copy(person.id, COPY_NAMES.awaiting)
    if (!copy) return
    const page = copy.body as ResultPage<Submission>
    const body = { ...page, ...withoutDecided(page, decidedVersions.value) }
    await store.keepCopy({ ...copy, body })
    await ledger.reloadAwaiting()
  }

  return { items, total, served, drop }
}
