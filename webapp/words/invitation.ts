// The words of the page where somebody sets her password; they come with it.

import { fillIn, language, type Said } from '.'
import { invitationEn } from './invitation-en'
import { invitationVi } from './invitation-vi'

const words = { vi: invitationVi, en: invitationEn }

export const i = (key: keyof typeof invitationVi, said: Said = {}): string =>
  fillIn(words[language.value][key], said)
