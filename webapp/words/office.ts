// The door to the words of offices: those who review, and those who look at figures. Whoever imports
// `t` from here brings them along; the first screen does not.

import { fillIn, t as first, language, type WordKey, type WordValues } from '.'
import { officeEn } from './office-en'
import { officeVi } from './office-vi'

export { language, wordForCode } from '.'

export type OfficeKey = keyof typeof officeVi

const isOfficeKey = (key: WordKey | OfficeKey): key is OfficeKey => key in officeVi

export function t(key: WordKey | OfficeKey, said: WordValues = {}): string {
  if (!isOfficeKey(key)) return first(key, said)
  return fillIn((language.value === 'en' ? officeEn : officeVi)[key], said)
}
