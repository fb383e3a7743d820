// The words of administration. They come with its rooms, not with the first screens.

import { addWords } from '../../words'
import { administrationVi } from './vi'

declare module '../../words' {
  interface Dictionaries {
    administration: keyof typeof administrationVi
  }
}

addWords(administrationVi, () => import('./en').then((words) => words.administrationEn))

export { hasWordForCode, language, t, type WordKey, wordForCode } from '../../words'
