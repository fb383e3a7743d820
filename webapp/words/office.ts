// The door to the words of offices: those who review, and those who look at figures. Whoever imports
// `t` from here brings them along; the first screen does not.

import { fillIn, t as first, type Key, language, type Said } from '.'
import { officeEn } from './office-en'
import { officeVi } from './office-vi'

export { coded, language } from '.'

export type OfficeKey = keyof typeof officeVi

const ours = (key: Key | OfficeKey): key is OfficeKey => key in officeVi

export function t(key: Key | OfficeKey, said: Said = {}): string {
  if (!ours(key)) return first(key, said)
  return fillIn((language.value === 'en' ? officeEn : officeVi)[key], said)
}
