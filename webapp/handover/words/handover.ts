// The words of the room where a team's work goes to a new leader; they come with it.

import { fillIn, language, type WordValues } from '../../words'
import { handoverEn } from './handover-en'
import { handoverVi } from './handover-vi'

const handoverWords = { vi: handoverVi, en: handoverEn }

export const h = (key: keyof typeof handoverVi, said: WordValues = {}): string =>
  fillIn(handoverWords[language.value][key], said)
