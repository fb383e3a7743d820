// What waits for a decision: as the server says it, oldest first, without what was decided here since.

import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Page, Submission } from '../api/wire'
import { type Served, useServed } from '../components/served'
import { type Doors, useDoors } from '../ports'
import { notice } from '../state/fault'
import { COPIES } from '../state/ledger'

const PAGE = 200
/** So few left here, while the server has more: time to fetch them. */
const FEW = 20

/** Which version of a record was decided: an answer on its way may still call it waiting. */
const settled = signal<ReadonlyMap<string, string>>(new Map())

const waits = (gone: ReadonlyMap<string, string>) => (item: Submission) =>
  gone.get(item.instanceId) !== item.currentVersion.instanceId

/** The same page without what was decided here. */
export function stillWaiting(page: Page<Submission>, gone: ReadonlyMap<string, string>) {
  const items = page.items.filter(waits(gone))
  const total = (page.total ?? page.items.length) - (page.items.length - items.length)
  return { items, total: Math.max(total, items.length) }
}

/** The one to be looked at after `id`: what stood behind it, else the first that is left. */
export function after(items: readonly Submission[], id: string): Submission | undefined {
  const at = items.findIndex((item) => item.instanceId === id)
  const others = items.filter((item) => item.instanceId !== id)
  return others[at < 0 ? 0 : at] ?? others[0]
}

export interface Queue {
  items: Submission[]
  total: number
  served: Served<Page<Submission>>
  /** It waits no longer: decided here, or seen to be decided elsewhere. */
  drop(id: string, version: string): void
}

export function useQueue(): Queue {
  const { ledger, store, person }: Doors = useDoors()
  const served = useServed<Page<Submission>>(COPIES.awaiting, (api) =>
    api.submissions({ of: 'awaiting', limit: PAGE }),
  )
  useEffect(() => {
    if (served.state === 'fresh') void ledger.reloadAwaiting().catch(notice)
  }, [served.body, served.state])
  const { items, total } = stillWaiting(ledger.awaiting.value, settled.value)

  function drop(id: string, version: string): void {
    settled.value = new Map(settled.value).set(id, version)
    if (items.length <= FEW && total > items.length) served.again()
    void keep().catch(notice)
  }

  /** So that the number at the bar is right, and a later look without network too. */
  async function keep(): Promise<void> {
    const copy = await store.copy(person.id, COPIES.awaiting)
    if (!copy) return
    const page = copy.body as Page<Submission>
    const body = { ...page, ...stillWaiting(page, settled.value) }
    await store.keepCopy({ ...copy, body })
    await ledger.reloadAwaiting()
  }

  return { items, total, served, drop }
}
