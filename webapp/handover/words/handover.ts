// The words of the room where a team's work goes to a new leader; they come with it.

import { fillIn, language, type Said } from '../../words'
import { handoverEn } from './handover-en'
import { handoverVi } from './handover-vi'

const words = { vi: handoverVi, en: handoverEn }

export const h = (key: keyof typeof handoverVi, said: Said = {}): string =>
  fillIn(words[language.value][key], said)
