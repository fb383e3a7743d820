// The words of locks and of opening them; they come with those screens.

import { fillIn, language, type Said } from '.'
import { vaultEn } from './vault-en'
import { vaultVi } from './vault-vi'

const words = { vi: vaultVi, en: vaultEn }

export type VaultKey = keyof typeof vaultVi

export const v = (key: VaultKey, said: Said = {}): string =>
  fillIn(words[language.value][key], said)
