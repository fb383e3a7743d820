// The same in English.

import type { correctionVi } from './correction-vi'

export const correctionEn: Record<keyof typeof correctionVi, string> = {
  'read.do': 'Listen',
  'read.stop': 'Stop reading',
  'remark.where': 'To correct {nth} / {of}',
  'remark.openAll': 'Change other answers too',
  'remark.kept': 'As it stood',
  'remark.untouched': 'Not changed yet',
}
