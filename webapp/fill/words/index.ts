// The words of whoever writes in a form, corrects it, or has it read aloud; they come with the form.

import { addWords } from '../../words'
import { fillVi } from './vi'

declare module '../../words' {
  interface Dictionaries {
    fill: keyof typeof fillVi
  }
}

addWords(fillVi, () => import('./en').then((words) => words.fillEn))

export { language, t, type WordKey, wordForCode } from '../../words'
