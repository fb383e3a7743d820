// What this phone holds, as screens read it: also after an earlier app believed a stranger.

import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { COPY_NAMES, openLedger } from '../../../webapp/state/ledger'
import { LAN, meeting } from '../people'
import { openPhoneStore } from '../phone-store'

const AT = '2026-11-22T08:00:00.000+07:00'
const definition = JSON.parse(
  readFileSync(
    new URL('../../conformance/forms/sinh_hoat_to.definition.json', import.meta.url),
    'utf8',
  ),
)
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
