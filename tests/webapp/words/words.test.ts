// Words: both languages whole in every room, the same gaps to fill in, no key twice, English only when
// it is spoken; and things printed as people read them.

import { afterEach, beforeEach, describe, expect, it, vi as mock } from 'vitest'
import {
  addWords,
  fillIn,
  switchLanguage,
  t,
  type WordKey,
  wordForCode,
  wordsArrived,
} from '../../../webapp/words'
import {
  printedDay,
  printedNumber,
  printedPercent,
  printedPeriod,
} from '../../../webapp/words/printed'
import '../../../webapp/review/words'

type Words = Record<string, string>
const FILES = import.meta.glob<Record<string, Words>>('../../../webapp/**/words/**/*.ts', {
  eager: true,
})
const VIETNAMESE = Object.keys(FILES).filter((path) => /\b(\w+-)?vi(\/\w+)?\.ts$/.test(path))
const wordsOf = (path: string): Words => Object.values(FILES[path] ?? {})[0] ?? {}
const inEnglish = (path: string) => path.replace(/\bvi(?=\/\w+\.ts$|\.ts$)/, 'en')

afterEach(() => switchLanguage('vi'))
globalThis.document ??= { documentElement: {} } as Document

const gaps = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1]))].sort()

it('every room has its dictionary', () => {
  const rooms = VIETNAMESE.map((path) => path.split('/webapp/')[1]?.split('/')[0])
  expect([...new Set(rooms)].sort()).toEqual([
    'administration',
    'components',
    'demonstration',
    'figures',
    'fill',
    'handover',
    'review',
    'screens',
    'words',
  ])
})

describe.each(VIETNAMESE)('%s', (path) => {
  const [words, english] = [wordsOf(path), wordsOf(inEnglish(path))]

  it('is the same in both languages, with the same gaps', () => {
    expect(Object.keys(words).length).toBeGreaterThan(0)
    expect(Object.keys(english).sort()).toEqual(Object.keys(words).sort())
    for (const [key, text] of Object.entries(words)) {
      expect(gaps(english[key] ?? ''), key).toEqual(gaps(text))
    }
  })

  it('is NFC, plain, and without the words of computers', () => {
    for (const text of Object.values(words)) {
      expect(text).toBe(text.normalize('NFC'))
      expect(text).not.toMatch(
        /đồng bộ|server|online|offline|upload|submit|\p{Extended_Pictographic}/iu,
      )
    }
  })

  it('has no key that another dictionary has too', () => {
    const held = new Set(Object.values(words))
    for (const other of VIETNAMESE) {
      const shared = Object.entries(wordsOf(other)).filter(([key]) => key in words)
      // A dictionary may be made of parts, which say the same.
      const whole = shared.length === Object.keys(words).length
      const part = shared.length === Object.keys(wordsOf(other)).length
      if (whole || part) expect(shared.every(([, text]) => held.has(text))).toBe(true)
      else expect(shared, other).toEqual([])
    }
  })
})

describe('words', () => {
  it('fill in numbers and choose by them', async () => {
    expect(t('home.waiting', { n: 3 })).toContain('3 phiếu')
    expect(fillIn('{n} {n|record|records}', { n: 1 })).toBe('1 record')
    expect(fillIn('{n} {n|record|records}', { n: 2 })).toBe('2 records')
    expect(fillIn('{what}', {})).toBe('{what}')
    expect(t('review.title', { n: 3 })).toBe('Chờ duyệt · 3')
    await switchLanguage('en')
    expect(t('bar.home')).toBe('Work')
    expect(t('review.title', { n: 3 })).toBe('Awaiting review · 3')
  })

  it('say a code that has no words as it is', () => {
    expect(wordForCode('error', '401.2')).toContain('mật khẩu')
    expect(wordForCode('error', 'brandNew')).toContain('brandNew')
  })
})

describe('the words of a room', () => {
  let nth = 0
  let key: WordKey
  beforeEach(() => {
    key = `room.${nth++}` as WordKey
  })

  it('are not fetched in English while nobody speaks it', async () => {
    const load = mock.fn(async () => ({ [key]: 'Come in' }))
    addWords({ [key]: 'Mời vào' }, load)
    expect(t(key)).toBe('Mời vào')
    expect(load).not.toHaveBeenCalled()
    await switchLanguage('en')
    expect(t(key)).toBe('Come in')
    await switchLanguage('vi')
    await switchLanguage('en')
    expect(load).toHaveBeenCalledOnce()
  })

  it('that come while English is spoken are English once they have arrived', async () => {
    await switchLanguage('en')
    addWords({ [key]: 'Mời vào' }, async () => ({ [key]: 'Come in' }))
    expect(t(key)).toBe('Mời vào')
    await wordsArrived()
    expect(t(key)).toBe('Come in')
  })

  it('of a room that comes while English is on its way come in English too', async () => {
    const switching = switchLanguage('en')
    addWords({ [key]: 'Mời vào' }, async () => ({ [key]: 'Come in' }))
    await switching
    await wordsArrived()
    expect(t(key)).toBe('Come in')
  })

  it('stay Vietnamese where English is out of reach, and are asked for again', async () => {
    const load = mock.fn(async () => ({ [key]: 'Come in' })).mockRejectedValueOnce(new TypeError())
    addWords({ [key]: 'Mời vào' }, load)
    await switchLanguage('en')
    expect([t('bar.home'), t(key)]).toEqual(['Work', 'Mời vào'])
    await switchLanguage('en')
    expect(t(key)).toBe('Come in')
  })
})

describe('printed', () => {
  it('numbers, days and periods', async () => {
    expect(printedNumber('1234567.5')).toBe('1.234.567,5')
    expect(printedPercent('48.275862')).toBe('48,28%')
    expect(printedDay('2026-11-05')).toBe('05/11/2026')
    expect(printedDay('2026-11-05T18:30:00.000Z')).toBe('06/11/2026')
    expect(printedPeriod('2026')).toBe('năm 2026')
    expect(printedPeriod('2026S1')).toBe('6 tháng 1/2026')
    expect(printedPeriod('2026Q4')).toBe('quý 4/2026')
    expect(printedPeriod('2026-02')).toBe('tháng 2/2026')
    expect(printedPeriod('2022-2025')).toBe('giai đoạn 2022–2025')
    await switchLanguage('en')
    expect(printedNumber('1234567.5')).toBe('1,234,567.5')
  })
})
