// The words of the page where somebody sets her password; they come with it.

import { fillIn, language, type WordValues } from '.'
import { invitationEn } from './invitation-en'
import { invitationVi } from './invitation-vi'

const invitationWords = { vi: invitationVi, en: invitationEn }

export const i = (key: keyof typeof invitationVi, said: WordValues = {}): string =>
  fillIn(invitationWords[language.value][key], said)
