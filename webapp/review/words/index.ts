// The words of those who review; they come with their screens, not with the first one.

import { addWords } from '../../words'
import { reviewVi } from './vi'

declare module '../../words' {
  interface Dictionaries {
    review: keyof typeof reviewVi
  }
}

addWords(reviewVi, () => import('./en').then((words) => words.reviewEn))

export { language, t, type WordKey, wordForCode } from '../../words'
