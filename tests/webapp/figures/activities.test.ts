// Forty indicators are read by activity, as the catalogue says.

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Figure } from '../../../webapp/api/wire'
import { activityOfIndicator, figuresByActivity } from '../../../webapp/figures/activities'
import { figuresVi } from '../../../webapp/figures/words/vi'

const figure = (code: string, activity?: string) => ({ indicator: { code, activity } }) as Figure

it.each([
  ['teams', 'activity.teams'],
  ['births', 'activity.births'],
  ['', 'activity.others'],
  [undefined, 'activity.others'],
  ['newer than this app', 'activity.others'],
])('%s is %s', (activity, word) => {
  expect(activityOfIndicator({ ...(activity !== undefined && { activity }) })).toBe(word)
})

it('has a word for every activity of the catalogue', () => {
  const lines = readFileSync('forms/indicators.csv', 'utf8').trim().split('\n')
  const column = lines[0]?.split(',').indexOf('activity') ?? -1
  // Quoted cells come before and after; an activity is a bare word between unit and kind.
  const named = lines.flatMap((line) => [
    ...(/,([a-z]+),(?:sum|stock|distinct|keptAlive|ratio|average),/.exec(line)?.slice(1) ?? []),
  ])
  expect(column).toBeGreaterThan(0)
  expect(new Set(named).size).toBeGreaterThan(4)
  for (const activity of named) expect(Object.keys(figuresVi)).toContain(`activity.${activity}`)
})

it('keeps the order of the catalogue, and what is of no activity last', () => {
  const figures = [
    figure('TTCD_MOI', 'teams'),
    figure('SK', ''),
    figure('GOI_PN', 'births'),
    figure('TTCD_LUOT', 'teams'),
    figure('SDAT', 'births'),
    figure('CLB_MOI', 'clubs'),
    figure('TKVV'),
  ]
  expect(
    figuresByActivity(figures).map(([activity, each]) => [
      activity,
      each.map((one) => one.indicator.code),
    ]),
  ).toEqual([
    ['activity.teams', ['TTCD_MOI', 'TTCD_LUOT']],
    ['activity.births', ['GOI_PN', 'SDAT']],
    ['activity.clubs', ['CLB_MOI']],
    ['activity.others', ['SK', 'TKVV']],
  ])
})
