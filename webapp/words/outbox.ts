// The words of what this phone still owes; they come with the parts that say them, not at first.

import { fillIn, language, type Said } from '.'
import { outboxEn } from './outbox-en'
import { outboxVi } from './outbox-vi'

const words = { vi: outboxVi, en: outboxEn }

export const o = (key: keyof typeof outboxVi, said: Said = {}): string =>
  fillIn(words[language.value][key], said)
