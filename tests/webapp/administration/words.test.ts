// The words of administration and of the invited: both languages whole, with the same gaps, and no
// key that another room has too.

import { afterEach, describe, expect, it } from 'vitest'
import { a, administrationWordForCode } from '../../../webapp/administration/words/administration'
import { administrationEn } from '../../../webapp/administration/words/administration-en'
import { administrationVi } from '../../../webapp/administration/words/administration-vi'
import { switchLanguage } from '../../../webapp/words'
import { invitationEn } from '../../../webapp/words/invitation-en'
import { invitationVi } from '../../../webapp/words/invitation-vi'
import { officeVi } from '../../../webapp/words/office-vi'
import { vi } from '../../../webapp/words/vi/main'

afterEach(() => switchLanguage('vi'))
globalThis.document ??= { documentElement: {} } as Document

const gaps = (text: string) => [...text.matchAll(/\{(\w+)/g)].map((match) => match[1])

describe.each([
  ['administration', administrationVi, administrationEn],
  ['invitation', invitationVi, invitationEn],
])('the words of %s', (_, vietnamese, english: Record<string, string>) => {
  it.each(Object.entries(vietnamese))('%s', (key, text) => {
    expect(Object.keys(english)).toContain(key)
    expect(new Set(gaps(english[key] ?? ''))).toEqual(new Set(gaps(text)))
    expect(text).toBe(text.normalize('NFC'))
    expect(text).not.toMatch(
      /đồng bộ|server|online|offline|upload|submit|\p{Extended_Pictographic}/iu,
    )
    expect({ ...vi, ...officeVi }).not.toHaveProperty([key])
  })
})

it('what a plan writes "-" for is said in one way, and is not what nobody has assigned yet', () => {
  expect(vi['absence.notAssigned']).toBe('Không giao')
  for (const text of Object.values({ ...vi, ...officeVi, ...administrationVi }))
    expect(text).not.toMatch(/chưa (được )?giao/i)
})

it('a code without words is shown as it is', async () => {
  expect(administrationWordForCode('kind', 'sum')).toBe('Cộng lại')
  expect(administrationWordForCode('kind', 'brandNew')).toBe('brandNew')
  await switchLanguage('en')
  expect(a('slip.print')).toBe('Print the slip')
})
