// The door to the words of whoever corrects a record, or has it read aloud. They come with the form:
// the first screen does not wait for them.

import { fillIn, t as first, type Key, language, type Said } from '../../words'
import { correctionEn } from './correction-en'
import { correctionVi } from './correction-vi'

type CorrectionKey = keyof typeof correctionVi

const words = { vi: correctionVi, en: correctionEn }
const ours = (key: Key | CorrectionKey): key is CorrectionKey => key in correctionVi

export const t = (key: Key | CorrectionKey, said: Said = {}): string =>
  ours(key) ? fillIn(words[language.value][key], said) : first(key, said)
