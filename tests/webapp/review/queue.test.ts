// Mai's queue: what she has decided is gone at once, whatever an older answer still says.

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { SubmissionDetail } from '../../../webapp/api/wire'
import { atCommune, LAN, MAI } from '../people'

// The queue asks what the window is like; here there is none.
vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }))
afterAll(() => vi.unstubAllGlobals())

let queue: typeof import('../../../webapp/review/queue')
let deciding: typeof import('../../../webapp/review/deciding')
beforeAll(async () => {
  queue = await import('../../../webapp/review/queue')
  deciding = await import('../../../webapp/review/deciding')
})

const items = ['one', 'two', 'three', 'four'].map((id) => atCommune(id))
const ids = (page: { items: { instanceId: string }[] }) => page.items.map((item) => item.instanceId)

describe('what still waits', () => {
  const page = { items, next: null, total: 40 }

  it('is without what was decided here, also when an answer on its way still holds it', () => {
    const left = queue.withoutDecided(page, new Map([['two', 'two']]))
    expect(ids(left)).toEqual(['one', 'three', 'four'])
    expect(left.total).toBe(39)
  })

  it('holds a record again whose correction has come', () => {
    const corrected = atCommune('two', { currentVersion: { instanceId: 'two-b', version: '1' } })
    const left = queue.withoutDecided({ ...page, items: [corrected] }, new Map([['two', 'two']]))
    expect(ids(left)).toEqual(['two'])
    expect(left.total).toBe(40)
  })

  it('never counts fewer than it holds', () => {
    expect(queue.withoutDecided({ items, next: null }, new Map()).total).toBe(4)
    expect(queue.withoutDecided({ items, next: null, total: 2 }, new Map()).total).toBe(4)
  })
})

describe('what comes next', () => {
  const next = (id: string, among = items) => queue.nextInQueue(among, id)?.instanceId

  it('is what stood behind it, and after the last one the first that is left', () => {
    expect(next('one')).toBe('two')
    expect(next('three')).toBe('four')
    expect(next('four')).toBe('one')
    expect(next('gone already')).toBe('one')
  })

  it('is nothing when it was the only one', () => {
    expect(next('one', [atCommune('one')])).toBeUndefined()
    expect(next('one', [])).toBeUndefined()
  })
})

describe('what she may do with a record', () => {
  const record = (reviewState: SubmissionDetail['reviewState'], by = LAN) =>
    ({ reviewState, submitter: { id: by, displayName: '' } }) as SubmissionDetail
  const standing = (...said: Parameters<typeof deciding.reviewStandingOf>) =>
    deciding.reviewStandingOf(...said)

  it.each([
    [null, 'waits'],
    ['received', 'waits'],
    ['edited', 'waits'],
    ['hasIssues', 'returned'],
    ['approved', 'closed'],
    ['rejected', 'closed'],
  ] as const)('%s: %s', (state, expected) => {
    expect(standing(record(state), MAI, true)).toBe(expected)
    expect(standing(record(state), MAI, null)).toBe(expected)
  })

  it('is nothing to her own, to one that has not come, or without network', () => {
    expect(standing(record('received', MAI), MAI, true)).toBe('own')
    expect(standing(null, MAI, true)).toBe('loading')
    expect(standing(record('received'), MAI, false)).toBe('offline')
  })
})
