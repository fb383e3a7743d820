// The words around the accounts of a demonstration; they come with the part that shows them.

import { addWords } from '../../words'
import { offerVi } from './vi'

declare module '../../words' {
  interface Dictionaries {
    offer: keyof typeof offerVi
  }
}

addWords(offerVi, () => import('./en').then((words) => words.offerEn))

export { t, wordForCode } from '../../words'
