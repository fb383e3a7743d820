// The words of administration. They come with its rooms, not with the first screens.

import { fillIn, language, type WordValues } from '../../words'
import { administrationEn } from './administration-en'
import { administrationVi } from './administration-vi'

export type AdministrationKey = keyof typeof administrationVi

const administrationWords = () => (language.value === 'en' ? administrationEn : administrationVi)

export const a = (key: AdministrationKey, said: WordValues = {}): string =>
  fillIn(administrationWords()[key], said)

export const hasAdministrationWord = (family: string, code: string) =>
  `${family}.${code}` in administrationVi

/** For a code that may be newer than these words: '' where there are none. */
export function administrationWordForCode(family: string, code: string): string {
  const key = `${family}.${code}`
  return key in administrationVi ? a(key as AdministrationKey) : code
}
