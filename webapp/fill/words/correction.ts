// The door to the words of whoever corrects a record, or has it read aloud. They come with the form:
// the first screen does not wait for them.

import { fillIn, t as first, language, type WordKey, type WordValues } from '../../words'
import { correctionEn } from './correction-en'
import { correctionVi } from './correction-vi'

type CorrectionKey = keyof typeof correctionVi

const correctionWords = { vi: correctionVi, en: correctionEn }
const isCorrectionKey = (key: WordKey | CorrectionKey): key is CorrectionKey => key in correctionVi

export const t = (key: WordKey | CorrectionKey, said: WordValues = {}): string =>
  isCorrectionKey(key) ? fillIn(correctionWords[language.value][key], said) : first(key, said)
