// When the phone tries: now, again later, later still, and never two at once.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { backoff, type FetchOutcome, startCourier } from '../../../webapp/sync/courier'
import type { SendOutcome } from '../../../webapp/sync/outbox'
import type { SendingRound } from '../../../webapp/sync/round'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function phone(outcomes: SendOutcome[], fetched: FetchOutcome[] = ['all']) {
  let sends = 0
  let refreshes = 0
  const courier = startCourier({
    send: async () => outcomes[Math.min(sends++, outcomes.length - 1)] ?? 'empty',
    refresh: async () => fetched[Math.min(refreshes++, fetched.length - 1)] ?? 'all',
  })
  return { courier, sends: () => sends, refreshes: () => refreshes }
}

describe('waiting', () => {
  it('doubles from two seconds to a quarter of an hour, never two phones in step', () => {
    expect(backoff(0, 1)).toBe(2_500)
    expect(backoff(1, 1)).toBe(4_500)
    expect(backoff(40, 1)).toBe(900_500)
    expect(backoff(40, 0)).toBe(500)
  })

  it('tries again by itself until there is network, then rests', async () => {
    const { courier, sends, refreshes } = phone(['offline', 'offline', 'empty'])
    await courier.go()
    expect([sends(), refreshes()]).toEqual([1, 0])
    await vi.advanceTimersByTimeAsync(10_000)
    expect([sends(), refreshes()]).toEqual([3, 1])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sends()).toBe(3)
    courier.stop()
  })

  it('without a form yet it asks again within seconds, however often that failed', async () => {
    const { courier, refreshes } = phone(
      ['empty'],
      [...Array<FetchOutcome>(30).fill('soon'), 'all'],
    )
    await courier.go()
    expect(courier.fetched.value).toBe('soon')
    for (let tries = 1; tries < 30; tries++) {
      const before = refreshes()
      await vi.advanceTimersByTimeAsync(15_000)
      expect(refreshes()).toBeGreaterThan(before)
      if (courier.fetched.value === 'all') break
    }
    expect(courier.fetched.value).toBe('all')
    const rested = refreshes()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(refreshes()).toBe(rested)
    courier.stop()
  })

  it('what came in part is asked for again, at the latest with the next round', async () => {
    const { courier, refreshes } = phone(['empty'], ['later'])
    await courier.go()
    await vi.advanceTimersByTimeAsync(2_500)
    expect(refreshes()).toBeGreaterThanOrEqual(2)
    await vi.advanceTimersByTimeAsync(3_600_000)
    const before = refreshes()
    await vi.advanceTimersByTimeAsync(300_000)
    expect(refreshes()).toBeGreaterThan(before)
    courier.stop()
  })

  it('what must go once more goes at once', async () => {
    const { courier, sends } = phone(['empty'], ['now', 'all'])
    await courier.go()
    await vi.advanceTimersByTimeAsync(1)
    expect(sends()).toBe(2)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sends()).toBe(2)
    courier.stop()
  })

  it('does not try on when she must sign in first', async () => {
    const { courier, sends } = phone(['signedOut'])
    await courier.go()
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(sends()).toBe(1)
  })

  it('many calls at once are one try, and one more for what came meanwhile', async () => {
    const { courier, sends } = phone(['empty'])
    await Promise.all([courier.go(), courier.go(), courier.go()])
    expect(sends()).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(sends()).toBe(2)
    courier.stop()
  })

  const slowRound = (said: Partial<SendingRound>) => {
    let sends = 0
    const courier = startCourier({
      send: async (_, round) => {
        sends++
        Object.assign(round, said)
        return 'offline'
      },
      refresh: async () => 'all',
    })
    return { courier, sends: () => sends }
  }

  it('a line that cuts but carries something is tried again soon, however often it cuts', async () => {
    const { courier, sends } = slowRound({ moved: true })
    await courier.go()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sends()).toBeGreaterThan(20)
    courier.stop()
  })

  it('waits as long as the server asks, and no longer than a quarter of an hour', async () => {
    const { courier, sends } = slowRound({ retryAfter: 120 })
    await courier.go()
    await vi.advanceTimersByTimeAsync(119_000)
    expect(sends()).toBe(1)
    await vi.advanceTimersByTimeAsync(32_000)
    expect(sends()).toBe(2)
    courier.stop()
    const forgotten = slowRound({ retryAfter: 86_400 })
    await forgotten.courier.go()
    await vi.advanceTimersByTimeAsync(901_000)
    expect(forgotten.sends()).toBe(2)
    forgotten.courier.stop()
  })

  it('a server that asks for time is not asked again by what came meanwhile', async () => {
    const { courier, sends } = slowRound({ retryAfter: 60 })
    await Promise.all([courier.go(), courier.go()])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(sends()).toBe(1)
    courier.stop()
  })

  it('stops when told', async () => {
    const { courier, sends } = phone(['offline'])
    await courier.go()
    courier.stop()
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(sends()).toBe(1)
  })
})
