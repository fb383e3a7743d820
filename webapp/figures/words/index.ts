// The words of figures; they come with their screens, not with the first one.

import { addWords } from '../../words'
import { figuresVi } from './vi'

declare module '../../words' {
  interface Dictionaries {
    figures: keyof typeof figuresVi
  }
}

addWords(figuresVi, () => import('./en').then((words) => words.figuresEn))

export { language, t, type WordKey, wordForCode } from '../../words'
