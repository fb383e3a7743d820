// Where each phiếu is, what is due, and what the lists hold: Lan's phone against the commune's word.

import { describe, expect, it } from 'vitest'
import { activitiesInRecords, activitiesOnServer, dueActivities } from '../../../webapp/state/due'
import { mergeLists } from '../../../webapp/state/lists'
import { countPhotosHere, isOwed, recordItemsOf, unsentItems } from '../../../webapp/state/standing'
import { atCommune, meeting } from '../people'

describe('the state of a phiếu', () => {
  const states = (...[records, mine, sending]: Parameters<typeof recordItemsOf>) =>
    recordItemsOf(records, mine, sending).map((item) => item.state)

  it('on this phone, on its way, set aside, received', () => {
    expect(states([meeting({ id: 'a' })], [])).toEqual(['onPhone'])
    expect(states([meeting({ id: 'a' })], [], 'a')).toEqual(['sending'])
    expect(states([meeting({ id: 'a', standing: 'setAside' })], [])).toEqual(['setAside'])
    expect(states([meeting({ id: 'a', standing: 'sent' })], [])).toEqual(['received'])
  })

  it('received, while photos are still here: a phiếu that this phone owes', () => {
    const attachments = ['1.jpg', '2.jpg', '3.jpg']
    const filesRefused = { '3.jpg': { status: 415, code: 'notAPhoto' } }
    const received = { filesReceived: ['1.jpg'], filesRefused }
    const said = { standing: 'sent' as const, attachments, ...received }
    const record = meeting({ id: 'a', ...said })
    const [item] = recordItemsOf([record], [atCommune('a', { reviewState: 'approved' })])
    expect(item).toMatchObject({ state: 'approved', photosOwed: 1 })
    expect(item?.photosRefused).toEqual([{ status: 415, code: 'notAPhoto' }])
    expect(isOwed(record)).toBe(true)
    expect(isOwed({ ...record, filesReceived: ['1.jpg', '2.jpg'] })).toBe(false)
    expect(isOwed(meeting({ id: 'b', attachments }))).toBe(true)
    expect(recordItemsOf([meeting({ id: 'b', attachments })], [])[0]?.photosOwed).toBe(0)
  })

  it('photos that lie only here are named before she signs out, refused ones too', () => {
    const attachments = ['1.jpg', '2.jpg', '3.jpg', '4.jpg']
    const record = meeting({ id: 'a', standing: 'sent', attachments, filesReceived: ['1.jpg'] })
    expect(countPhotosHere(record)).toBe(3)
    const refused = { '2.jpg': { status: 415, code: 'notAPhoto' } }
    const lost = { '3.jpg': { status: 0, code: 'photoLostHere' } }
    expect(countPhotosHere({ ...record, filesRefused: { ...refused, ...lost } })).toBe(2)
    expect(countPhotosHere({ ...record, standing: 'finalized' })).toBe(0)
  })

  it.each([
    [null, 'received'],
    ['received', 'received'],
    ['edited', 'received'],
    ['hasIssues', 'returned'],
    ['approved', 'approved'],
    ['rejected', 'rejected'],
  ] as const)('the commune says %s: %s', (reviewState, state) => {
    expect(
      states([meeting({ id: 'a', standing: 'sent' })], [atCommune('a', { reviewState })]),
    ).toEqual([state])
  })

  it('a corrected version stands for the whole phiếu, also while the commune’s list is old', () => {
    const old = meeting({ id: 'a', standing: 'sent', finalizedAt: '2026-11-01' })
    const corrected = meeting({
      id: 'b',
      rootId: 'a',
      deprecatedId: 'a',
      finalizedAt: '2026-11-02',
    })
    const returned = atCommune('a', { reviewState: 'hasIssues' })
    expect(states([old, corrected], [returned])).toEqual(['onPhone'])
    expect(states([old, { ...corrected, standing: 'sent' }], [returned])).toEqual(['received'])
    const again = atCommune('a', {
      reviewState: 'approved',
      currentVersion: { instanceId: 'b', version: '1' },
    })
    expect(states([old, { ...corrected, standing: 'sent' }], [again])).toEqual(['approved'])
  })

  it('the remark of a return is shown, the one of an earlier round is not', () => {
    const review = {
      state: 'hasIssues',
      comment: 'Thiếu ảnh',
      at: '2026-11-21',
      reviewer: 'Mai',
    } as const
    const returned = atCommune('a', { reviewState: 'hasIssues', lastReview: review })
    const [item] = recordItemsOf([meeting({ id: 'a', standing: 'sent' })], [returned])
    expect(item?.remark).toBe('Thiếu ảnh')
    const edited = atCommune('a', { reviewState: 'edited', lastReview: review })
    expect(recordItemsOf([meeting({ id: 'a', standing: 'sent' })], [edited])[0]?.remark).toBe('')
  })

  it('what was filed from another phone is there too; only what is here waits to be sent', () => {
    const items = recordItemsOf(
      [meeting({ id: 'a' })],
      [atCommune('z', { createdAt: '2026-11-25' })],
    )
    expect(items.map((item) => item.id)).toEqual(['z', 'a'])
    expect(unsentItems(items).map((item) => item.id)).toEqual(['a'])
  })
})

describe('teams registered without signal', () => {
  const team = (data = {}) => ({
    list: 'teams',
    uuid: 't1',
    action: 'create' as const,
    label: 'Tổ Tà Lú 1',
    data: { members: '9', ...data },
  })
  const register = meeting({ id: 'r', formId: 'to_truyen_thong', entities: [team()] })

  it('can be chosen at once, marked as not approved', () => {
    const { teams } = mergeLists({ teams: [] }, [register])
    expect(teams).toEqual([
      { name: 't1', label: 'Tổ Tà Lú 1', members: '9', org_unit: 'taLu1', pending: '1' },
    ])
  })

  it('are the server’s word once it has them', () => {
    const row = { name: 't1', label: 'Tổ Tà Lú 1', members: '10', org_unit: 'taLu1', pending: '' }
    expect(mergeLists({ teams: [row] }, [{ ...register, standing: 'sent' }]).teams).toEqual([row])
  })

  it('show a correction that has not travelled yet, and keep whether they are approved', () => {
    const row = { name: 't1', label: 'Tổ cũ', members: '9', org_unit: 'taLu1', pending: '' }
    const { teams } = mergeLists({ teams: [row] }, [
      { ...register, entities: [team({ members: '11' })] },
    ])
    expect(teams?.[0]).toMatchObject({ label: 'Tổ Tà Lú 1', members: '11', pending: '' })
  })

  it('are gone when the commune did not approve them', () => {
    expect(mergeLists({ teams: [] }, [register], new Set(['r'])).teams).toEqual([])
  })
})

describe('what is due in November', () => {
  const rows = [
    { name: 't1', label: 'Tổ Tà Lú 1', org_unit: 'taLu1', members: '9' },
    { name: 't2', label: 'Tổ Đá Ba Cái', org_unit: 'x' },
  ]
  const names = (id: string) => (id === 'taLu1' ? 'Tà Lú 1' : '')

  it('nothing happened: both, by name as Vietnamese sorts', () => {
    expect(dueActivities(rows, [], '2026-11', names).map((due) => due.label)).toEqual([
      'Tổ Đá Ba Cái',
      'Tổ Tà Lú 1',
    ])
  })

  it('a meeting here and the same one counted at the commune are one meeting', () => {
    const here = activitiesInRecords([meeting({ id: 'a', subjects: ['t1'] })], ['sinh_hoat_to'])
    const there = activitiesOnServer([
      { instanceId: 'a', date: '2026-11-20', subject: { id: 't1', label: 'Tổ Tà Lú 1' } },
      { instanceId: 'z', date: null, subject: null },
    ])
    const [first, second] = dueActivities(rows, [...there, ...here], '2026-11', names)
    expect(first?.label).toBe('Tổ Đá Ba Cái')
    expect(second).toMatchObject({ times: 1, lastDay: '2026-11-20', unit: 'Tà Lú 1', members: '9' })
  })

  it('last month’s meeting is told, and this month’s is still due', () => {
    const here = activitiesInRecords(
      [meeting({ id: 'a', subjects: ['t1'], day: '2026-10-28' })],
      ['sinh_hoat_to'],
    )
    const due = dueActivities(rows, here, '2026-11', names).find((each) => each.id === 't1')
    expect(due).toMatchObject({ times: 0, lastDay: '2026-10-28' })
    expect(here.every((each) => each.subject === 't1')).toBe(true)
  })
})
