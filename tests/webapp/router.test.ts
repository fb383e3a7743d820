// Addresses: there and back again, and the same ones in the service worker.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseRoute, paths } from '../../webapp/router'

const ID = 'uuid:1b2c3d4e-0000-4000-8000-000000000001'

describe('addresses', () => {
  it.each([
    [paths.home(), { at: 'home' }],
    [paths.choose(), { at: 'choose', subject: '' }],
    [paths.choose(ID), { at: 'choose', subject: ID }],
    [paths.fill(ID), { at: 'fill', id: ID, step: null }],
    [paths.fill(ID, 0), { at: 'fill', id: ID, step: 0 }],
    [paths.fill(ID, 'check'), { at: 'fill', id: ID, step: 'check' }],
    [paths.outbox(), { at: 'outbox' }],
    [paths.mine(ID), { at: 'mine', id: ID }],
    [paths.review(), { at: 'review', form: '', id: '' }],
    [paths.review('sinh hoạt/tổ', ID), { at: 'review', form: 'sinh hoạt/tổ', id: ID }],
    [paths.indicators(), { at: 'indicators', code: '', unit: '', period: '' }],
    [
      paths.indicators('TTCD_MOI', 'a1', '2026Q4'),
      { at: 'indicators', code: 'TTCD_MOI', unit: 'a1', period: '2026Q4' },
    ],
    [paths.evidence('f', ID), { at: 'evidence', form: 'f', id: ID }],
    [paths.account(), { at: 'account' }],
    [paths.lock(), { at: 'lock', needed: false }],
    [paths.lock(true), { at: 'lock', needed: true }],
    [paths.administration(), { at: 'administration', room: '', id: '', asked: {} }],
    [
      paths.administration('don-vi', 'a1', { ngay: '2025-06-30', trong: '' }),
      { at: 'administration', room: 'don-vi', id: 'a1', asked: { ngay: '2025-06-30' } },
    ],
    [paths.invitation(), { at: 'invitation' }],
  ])('%s', (path, place) => {
    expect(parseRoute(path)).toEqual(place)
  })

  it.each(['/ghi/x/0', '/ghi/x/-1', '/ghi/x/abc', '/ghi/x/1.5'])(
    '%s opens where she stopped',
    (path) => {
      expect(parseRoute(path)).toEqual({ at: 'fill', id: 'x', step: null })
    },
  )

  it.each(['/khong-co', '/so-lieu', '/so-lieu/f'])('%s is nowhere', (path) => {
    expect(parseRoute(path)).toEqual({ at: 'nowhere' })
  })

  it('does not fall over a broken percent sign', () => {
    expect(parseRoute('/phieu/%E0%A4%A')).toEqual({ at: 'mine', id: '%E0%A4%A' })
  })

  it('are all served by the service worker, and no others', () => {
    const worker = readFileSync('webapp/pwa/service-worker.ts', 'utf8')
    const said = /const APP_SEGMENTS = \[(.*?)\]/s.exec(worker)?.[1] ?? ''
    const ours = [...said.matchAll(/'(.*?)'/g)].map((match) => match[1] ?? '')
    const known = ours.filter(
      (first) => parseRoute(first ? `/${first}/f/${ID}` : '/').at !== 'nowhere',
    )
    expect(known).toEqual(ours)
    const all = Object.values(paths).map(
      (path) => path('a' as never, 'b' as never).split(/[/?]/)[1] ?? '',
    )
    expect(new Set(ours)).toEqual(new Set(all))
  })
})
