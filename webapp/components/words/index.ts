// The words that several features share; they come with the first part that says them.

import { addWords } from '../../words'
import { componentsVi } from './vi'

declare module '../../words' {
  interface Dictionaries {
    components: keyof typeof componentsVi
  }
}

addWords(componentsVi, () => import('./en').then((words) => words.componentsEn))

export { t, wordForCode } from '../../words'
