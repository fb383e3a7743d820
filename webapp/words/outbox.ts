// The words of what this phone still owes; they come with the parts that say them, not at first.

import { fillIn, language, type WordValues } from '.'
import { outboxEn } from './outbox-en'
import { outboxVi } from './outbox-vi'

const outboxWords = { vi: outboxVi, en: outboxEn }

export const o = (key: keyof typeof outboxVi, said: WordValues = {}): string =>
  fillIn(outboxWords[language.value][key], said)
