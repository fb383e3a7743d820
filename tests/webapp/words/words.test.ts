// Words: both languages whole, the same gaps to fill in, and things printed as people read them.

import { afterEach, describe, expect, it } from 'vitest'
import { correctionEn } from '../../../webapp/fill/words/correction-en'
import { correctionVi } from '../../../webapp/fill/words/correction-vi'
import { fillIn, switchLanguage, t, wordForCode } from '../../../webapp/words'
import { en as first } from '../../../webapp/words/en/main'
import { t as office } from '../../../webapp/words/office'
import { officeEn } from '../../../webapp/words/office-en'
import { officeVi } from '../../../webapp/words/office-vi'
import { outboxEn } from '../../../webapp/words/outbox-en'
import { outboxVi } from '../../../webapp/words/outbox-vi'
import {
  printedDay,
  printedNumber,
  printedPercent,
  printedPeriod,
} from '../../../webapp/words/printed'
import { vaultEn } from '../../../webapp/words/vault-en'
import { vaultVi } from '../../../webapp/words/vault-vi'
import { vi as firstVi } from '../../../webapp/words/vi/main'

const vi = { ...firstVi, ...officeVi, ...outboxVi, ...correctionVi, ...vaultVi }
const en = { ...first, ...officeEn, ...outboxEn, ...correctionEn, ...vaultEn }

afterEach(() => switchLanguage('vi'))
globalThis.document ??= { documentElement: {} } as Document

const gaps = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1]))].sort()

describe('words', () => {
  it('are the same in both languages, with the same gaps', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(vi).sort())
    for (const [key, text] of Object.entries(vi)) {
      const english = gaps(en[key as keyof typeof vi])
      expect(
        english.filter((gap) => !gaps(text).includes(gap)),
        key,
      ).toEqual([])
    }
  })

  it('are NFC, plain, and without the words of computers', () => {
    for (const text of Object.values(vi)) {
      expect(text).toBe(text.normalize('NFC'))
      expect(text).not.toMatch(
        /đồng bộ|server|online|offline|upload|submit|\p{Extended_Pictographic}/iu,
      )
    }
  })

  it('fill in numbers and choose by them', async () => {
    expect(t('home.waiting', { n: 3 })).toContain('3 phiếu')
    expect(fillIn('{n} {n|record|records}', { n: 1 })).toBe('1 record')
    expect(fillIn('{n} {n|record|records}', { n: 2 })).toBe('2 records')
    expect(fillIn('{what}', {})).toBe('{what}')
    expect(office('review.title', { n: 3 })).toBe('Chờ duyệt · 3')
    expect(office('bar.home')).toBe('Việc')
    await switchLanguage('en')
    expect(t('bar.home')).toBe('Work')
    expect(office('review.title', { n: 3 })).toBe('Awaiting review · 3')
  })

  it('say a code that has no words as it is', () => {
    expect(wordForCode('error', '401.2')).toContain('mật khẩu')
    expect(wordForCode('error', 'brandNew')).toContain('brandNew')
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
