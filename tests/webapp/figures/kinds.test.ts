// Forty indicators are read by activity.

import { expect, it } from 'vitest'
import type { Figure } from '../../../webapp/api/wire'
import { activityOfIndicator, figuresByActivity } from '../../../webapp/figures/kinds'

const figure = (code: string) => ({ indicator: { code } }) as Figure

it.each([
  ['TTCD_MOI', 'kind.teams'],
  ['DCTC', 'kind.addresses'],
  ['DCTC_LUOT', 'kind.addresses'],
  ['CLB_BUOI', 'kind.clubs'],
  ['DOITHOAI_CUOC', 'kind.dialogues'],
  ['GOI_PN', 'kind.births'],
  ['SDAT', 'kind.births'],
  ['TKVV_TC', 'kind.others'],
  ['', 'kind.others'],
])('%s is of %s', (code, kind) => {
  expect(activityOfIndicator(code)).toBe(kind)
})

it('keeps the order of the catalogue, and what is of no kind last', () => {
  const codes = ['TTCD_MOI', 'SK', 'GOI_PN', 'TTCD_LUOT', 'SDAT', 'CLB_MOI', 'TKVV']
  expect(
    figuresByActivity(codes.map(figure)).map(([kind, each]) => [
      kind,
      each.map((one) => one.indicator.code),
    ]),
  ).toEqual([
    ['kind.teams', ['TTCD_MOI', 'TTCD_LUOT']],
    ['kind.births', ['GOI_PN', 'SDAT']],
    ['kind.clubs', ['CLB_MOI']],
    ['kind.others', ['SK', 'TKVV']],
  ])
})
