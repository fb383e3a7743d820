// The words of the room where a team's work goes to a new leader; they come with it.

import { addWords } from '../../words'
import { handoverVi } from './vi'

declare module '../../words' {
  interface Dictionaries {
    handover: keyof typeof handoverVi
  }
}

addWords(handoverVi, () => import('./en').then((words) => words.handoverEn))

export { language, t, type WordKey, wordForCode } from '../../words'
