// A long outbox: heads are opened little by little, bodies not at all.

import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { trackRecordHeads } from '../../../webapp/state/heads'
import type { RecordHead } from '../../../webapp/store/records'
import type { Store } from '../../../webapp/store/store'
import { draftOf, LAN, meeting } from '../people'
import { openPhoneStore } from '../phone-store'

let nth = 0
const fresh = () => openPhoneStore({ name: `heads-${nth++}` })
afterEach(() => vi.restoreAllMocks())

const day = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 3_600_000).toISOString()

async function outbox(store: Store, count: number): Promise<void> {
  for (let n = 0; n < count; n++)
    await store.finish(meeting({ id: `uuid:${n}`, title: `Buổi ${n}`, finalizedAt: day(n) }))
}

describe('the list of a long outbox', () => {
  it('shows all of them at once, the newest by name, and soon the others', async () => {
    const store = fresh()
    await outbox(store, 130)
    const shown: RecordHead[][] = []
    const heads = trackRecordHeads(store, LAN, (records) => shown.push(records))
    await heads.reload()
    expect(shown).toHaveLength(1)
    expect(shown[0]).toHaveLength(130)
    expect(shown[0]?.at(-1)?.title).toBe('Buổi 129')
    expect(shown[0]?.[0]).toMatchObject({ id: 'uuid:0', title: '', standing: 'finalized' })
    await heads.allOpen()
    expect(shown.at(-1)?.every((each, at) => each.title === `Buổi ${at}`)).toBe(true)
    expect(JSON.stringify(shown)).not.toContain('<data')
  })

  it('opens each head once, and always knows where it stands now', async () => {
    const store = fresh()
    await outbox(store, 3)
    let shown: RecordHead[] = []
    const heads = trackRecordHeads(store, LAN, (records) => {
      shown = records
    })
    await heads.reload()
    const opening = vi.spyOn(crypto.subtle, 'decrypt')
    const one = shown.find((each) => each.id === 'uuid:1')
    if (one) await store.keepRecord({ ...one, standing: 'sent', receipt: '7KQ-2M4' })
    await heads.reload()
    expect(shown.map(({ standing }) => standing)).toEqual(['finalized', 'sent', 'finalized'])
    expect(opening).not.toHaveBeenCalled()
    await store.reopen(draftOf('uuid:2'))
    await store.finish(meeting({ id: 'uuid:2', title: 'Viết lại', finalizedAt: day(9) }))
    await heads.reload()
    expect(shown.at(-1)?.title).toBe('Viết lại')
  })

  it('an older look never overwrites a newer one', async () => {
    const store = fresh()
    await outbox(store, 120)
    let shown: RecordHead[] = []
    const heads = trackRecordHeads(store, LAN, (records) => {
      shown = records
    })
    const first = heads.reload()
    await store.finish(meeting({ id: 'uuid:new', title: 'Mới', finalizedAt: day(900) }))
    await heads.reload()
    await first
    await heads.allOpen()
    expect(shown).toHaveLength(121)
  })
})
