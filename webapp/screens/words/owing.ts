// The words of phones that still owe, and of what is brought from them to an office.

import { addWords } from '../../words'
import { owingVi } from './owing-vi'

declare module '../../words' {
  interface Dictionaries {
    owing: keyof typeof owingVi
  }
}

addWords(owingVi, () => import('./owing-en').then((words) => words.owingEn))
