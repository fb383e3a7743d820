// Lan hands her team over to Trâm: no draft is lost on the way, also on the phone that they share.

import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import type { Handover } from '../../../webapp/api/wire'
import { settleHandovers } from '../../../webapp/handover/handover'
import type { Store } from '../../../webapp/store/store'
import { draftOf, LAN, meeting } from '../people'
import { openPhoneStore } from '../phone-store'

const TRAM = 9
let nth = 0

type Doors = Parameters<typeof settleHandovers>[0]
type Draft = ReturnType<typeof draftOf>

/** The server's side of hand-over 1: what lies there until it was told that it is kept. */
function office(drafts: Draft[]) {
  const told = { kept: false }
  const line = {
    get: async () => ({ ok: true, body: { drafts: told.kept ? [] : drafts } }),
    send: async (method: string) => {
      told.kept ||= method === 'DELETE'
      return { ok: true, body: {} }
    },
  }
  return { told, line }
}

const asks = (store: Store, { line }: ReturnType<typeof office>, id: number) =>
  ({
    store,
    api: { line },
    person: { id },
    ledger: { reloadWork: async () => {} },
  }) as never as Doors

const taken = (as: Handover['as'], said: Partial<Handover>) =>
  [{ id: 1, state: 'taken', as, draftsWaiting: false, draftsKeptAt: null, ...said }] as Handover[]

/** Lan's phone with her draft, and what she wrote down when she sent it along. */
async function lansPhone(draft: Draft, sentAt = draft.savedAt) {
  const store = openPhoneStore({ name: `handover-${nth++}` })
  await store.keepDraft(draft)
  const body = [{ id: draft.id, savedAt: sentAt }]
  await store.keepCopy({ owner: LAN, what: 'handover/1', etag: '', at: '', body })
  return store
}

const draft = draftOf('uuid:a', { formName: 'Sinh hoạt tổ', title: 'Tổ Tà Lú 1' })
const waiting = taken('taker', { draftsWaiting: true })
const kept = taken('giver', { draftsKeptAt: '2026-11-21T08:00:00.000Z' })

const owners = async (store: Store) => ({
  lan: (await store.drafts(LAN)).map(({ id }) => id),
  tram: (await store.drafts(TRAM)).map(({ id }) => id),
})

describe('drafts that go along', () => {
  it('come to the other phone, and then leave the first', async () => {
    const [lans, trams] = [await lansPhone(draft), openPhoneStore({ name: `handover-${nth++}` })]
    const server = office([draft])
    expect(await settleHandovers(asks(trams, server, TRAM), waiting)).toBe(true)
    expect(server.told.kept).toBe(true)
    expect(await owners(trams)).toEqual({ lan: [], tram: ['uuid:a'] })
    await settleHandovers(asks(lans, server, LAN), kept)
    expect(await owners(lans)).toEqual({ lan: [], tram: [] })
  })

  it('are Trâm’s on a phone that they share, and Lan’s next look takes nothing away', async () => {
    const store = await lansPhone(draft)
    const server = office([draft])
    await settleHandovers(asks(store, server, TRAM), waiting)
    expect(await owners(store)).toEqual({ lan: [], tram: ['uuid:a'] })
    await settleHandovers(asks(store, server, LAN), kept)
    expect(await owners(store)).toEqual({ lan: [], tram: ['uuid:a'] })
    expect(await store.draft('uuid:a')).toMatchObject({ owner: TRAM, title: 'Tổ Tà Lú 1' })
  })

  it('stay with Lan on that phone where she went on writing', async () => {
    const store = await lansPhone(
      { ...draft, savedAt: '2026-11-20T19:40:00.000+07:00' },
      draft.savedAt,
    )
    const server = office([draft])
    await settleHandovers(asks(store, server, TRAM), waiting)
    await settleHandovers(asks(store, server, LAN), kept)
    expect(await owners(store)).toEqual({ lan: ['uuid:a'], tram: [] })
  })

  it('are not put over what is finished, nor over what Trâm has begun to change', async () => {
    const store = openPhoneStore({ name: `handover-${nth++}` })
    await store.finish(meeting({ id: 'uuid:b' }))
    const changed = { ...draft, owner: TRAM, title: 'Trâm viết tiếp' }
    await store.keepDraft(changed)
    const server = office([draft, draftOf('uuid:b')])
    await settleHandovers(asks(store, server, TRAM), waiting)
    expect(await store.draft('uuid:a')).toMatchObject({ title: 'Trâm viết tiếp' })
    expect(await store.draft('uuid:b')).toBeUndefined()
    expect(await store.standing('uuid:b')).toMatchObject({ standing: 'finalized' })
  })

  it('come though Lan’s vault is shut on that phone', async () => {
    const name = `handover-${nth++}`
    const first = openPhoneStore({ name })
    await first.keepDraft(draft)
    await first.close()
    const { openWithDeviceLock } = await import('../../../webapp/vault/device-lock')
    const store = openPhoneStore({
      name,
      opensItself: async (shelf, owner) =>
        owner === LAN ? null : openWithDeviceLock(shelf, owner),
    })
    const server = office([draft])
    await settleHandovers(asks(store, server, TRAM), waiting)
    expect((await store.drafts(TRAM)).map(({ id }) => id)).toEqual(['uuid:a'])
  })

  it('are only what is one', async () => {
    const store = openPhoneStore({ name: `handover-${nth++}` })
    const odd = [
      { ...draft, draft: null },
      { ...draft, draft: { answers: null } },
      { id: 'uuid:c' },
    ]
    await settleHandovers(asks(store, office(odd as never as Draft[]), TRAM), waiting)
    expect(await store.drafts(TRAM)).toEqual([])
  })
})
