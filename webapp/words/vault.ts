// The words of locks and of opening them; they come with those screens.

import { fillIn, language, type WordValues } from '.'
import { vaultEn } from './vault-en'
import { vaultVi } from './vault-vi'

const vaultWords = { vi: vaultVi, en: vaultEn }

export type VaultKey = keyof typeof vaultVi

export const v = (key: VaultKey, said: WordValues = {}): string =>
  fillIn(vaultWords[language.value][key], said)
