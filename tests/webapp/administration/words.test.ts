// Words that administration and figures must say in one way, and codes that are newer than the words.

import { afterEach, expect, it } from 'vitest'
import { t, wordForCode } from '../../../webapp/administration/words'
import { administrationVi } from '../../../webapp/administration/words/vi'
import { figuresVi } from '../../../webapp/figures/words/vi'
import { switchLanguage } from '../../../webapp/words'
import { vi } from '../../../webapp/words/vi/main'

afterEach(() => switchLanguage('vi'))
globalThis.document ??= { documentElement: {} } as Document

it('what a plan writes "-" for is said in one way, and is not what nobody has assigned yet', () => {
  expect(vi['absence.notAssigned']).toBe('Không giao')
  for (const text of Object.values({ ...vi, ...figuresVi, ...administrationVi }))
    expect(text).not.toMatch(/chưa (được )?giao/i)
})

it('a code without words is shown as it is', async () => {
  expect(wordForCode('kind', 'sum')).toBe('Cộng lại')
  expect(wordForCode('kind', 'brandNew')).toBe('brandNew')
  await switchLanguage('en')
  expect(t('slip.print')).toBe('Print the slip')
})
