// The words of the page where somebody sets her password; they come with it.

import { addWords } from '../../words'
import { invitationVi } from './invitation-vi'

declare module '../../words' {
  interface Dictionaries {
    invitation: keyof typeof invitationVi
  }
}

addWords(invitationVi, () => import('./invitation-en').then((words) => words.invitationEn))
