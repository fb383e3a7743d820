// The words of what this phone still owes; they come with the parts that say them.

import { addWords } from '../../words'
import { outboxVi } from './outbox-vi'

declare module '../../words' {
  interface Dictionaries {
    outbox: keyof typeof outboxVi
  }
}

addWords(outboxVi, () => import('./outbox-en').then((words) => words.outboxEn))
