// The words of locks and of opening them; they come with those screens.

import { addWords } from '../../words'
import { vaultVi } from './vault-vi'

declare module '../../words' {
  interface Dictionaries {
    vault: keyof typeof vaultVi
  }
}

addWords(vaultVi, () => import('./vault-en').then((words) => words.vaultEn))
