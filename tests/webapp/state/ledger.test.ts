// What this phone holds, as screens read it: also after an earlier app believed a stranger.

import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { definitionForDraft } from '../../../webapp/state/definitions'
import { COPY_NAMES, openLedger } from '../../../webapp/state/ledger'
import { LAN, meeting } from '../people'
import { openPhoneStore } from '../phone-store'

const AT = '2026-11-22T08:00:00.000+07:00'
const readForm = (name: string) =>
  JSON.parse(
    readFileSync(
      new URL(`../../conformance/forms/${name}.definition.json`, import.meta.url),
      'utf8',
    ),
  )
const definition = readForm('sinh_hoat_to')
const GOOD: [string, unknown][] = [
  [COPY_NAMES.forms, [{ xmlFormId: 'sinh_hoat_to', version: definition.version }]],
  [COPY_NAMES.definition('sinh_hoat_to', definition.version), definition],
  ...definition.lists.map((name: string): [string, unknown] => [
    COPY_NAMES.list(name),
    [{ name: 'x', label: 'Tà Lú 1' }],
  ]),
]

let nth = 0
async function desk(copies: [string, unknown][]) {
  const store = openPhoneStore({ name: `ledger-${nth++}` })
  await store.finish(meeting({ id: 'uuid:a' }))
  for (const [what, body] of copies)
    await store.keepCopy({ owner: LAN, what, etag: '', at: AT, body })
  const ledger = openLedger(store, LAN, () => '')
  await ledger.reload()
  return ledger
}

describe('the desk', () => {
  it('knows her forms, their lists and what waits', async () => {
    const ledger = await desk(GOOD)
    expect(ledger.definitions.value.map(({ formId }) => formId)).toEqual(['sinh_hoat_to'])
    expect(ledger.unsent.value).toBe(1)
    expect(ledger.refreshedAt.value).toBe(AT)
    expect(ledger.knowsWhatHappened.value).toBe(false)
  })

  it('offers nothing new of a withdrawn form, and keeps what drafts, lists and words need of it', async () => {
    const forms = (state: string) => [
      { xmlFormId: 'sinh_hoat_to', version: definition.version, state },
    ]
    const open = await desk([...GOOD, [COPY_NAMES.forms, forms('open')]])
    expect(open.offered.value.map(({ formId }) => formId)).toEqual(['sinh_hoat_to'])
    const ledger = await desk([...GOOD, [COPY_NAMES.forms, forms('closing')]])
    expect(ledger.offered.value).toEqual([])
    expect(ledger.definitions.value.map(({ formId }) => formId)).toEqual(['sinh_hoat_to'])
    const draft = { formId: 'sinh_hoat_to', formVersion: definition.version }
    const api = { definition: () => Promise.reject(new Error('not asked')) }
    expect(await definitionForDraft({ ledger, api }, draft)).toMatchObject({
      formId: 'sinh_hoat_to',
    })
  })

  it('says of nothing that it is due where its activity is withdrawn', async () => {
    const register = readForm('to_truyen_thong')
    const forms = (state: string) => [
      { xmlFormId: 'sinh_hoat_to', version: definition.version, state },
      { xmlFormId: 'to_truyen_thong', version: register.version, state: 'open' },
    ]
    const name = COPY_NAMES.definition('to_truyen_thong', register.version)
    const units: [string, unknown] = [COPY_NAMES.list('org_units'), [{ name: 'x', label: 'X' }]]
    for (const [state, activities] of [
      ['open', ['sinh_hoat_to']],
      ['closing', []],
    ] as const) {
      const ledger = await desk([
        ...GOOD,
        units,
        [name, register],
        [COPY_NAMES.forms, forms(state)],
      ])
      const [circle] = ledger.circles.value
      expect(circle?.registers?.formId).toBe('to_truyen_thong')
      expect(circle?.activities.map(({ formId }) => formId)).toEqual(activities)
    }
  })

  it.each([
    ...GOOD.map(([what]) => what),
    COPY_NAMES.mine,
    COPY_NAMES.awaiting,
    COPY_NAMES.owing,
    COPY_NAMES.handovers,
    COPY_NAMES.orgUnits,
    COPY_NAMES.happened,
  ])('a stranger’s yes that lies under %s opens it all the same', async (what) => {
    for (const body of [{ ok: true }, null, 'yes', { items: 'none' }]) {
      const ledger = await desk([...GOOD, [what, body]])
      expect(ledger.ready.value).toBe(true)
      expect(ledger.unsent.value).toBe(1)
      expect(ledger.lists.value).toBeTypeOf('object')
      expect(ledger.offered.value.length).toBeLessThanOrEqual(1)
      expect(ledger.due('teams', ['sinh_hoat_to'])).toBeInstanceOf(Array)
    }
  })
})
