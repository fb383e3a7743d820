// The words around the accounts of a demonstration; they come with the part that shows them.

import { language } from '../../words'
import { offerEn } from './offer-en'
import { offerVi } from './offer-vi'

const offerWords = { vi: offerVi, en: offerEn }

export const offerWord = (key: keyof typeof offerVi): string => offerWords[language.value][key]
