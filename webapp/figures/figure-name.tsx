// What a figure is called in the language in use.

import type { Figure } from '../api/wire'
import { language } from './words'

export const figureName = ({ indicator }: Pick<Figure, 'indicator'>) =>
  language.value === 'en' && indicator.nameEn ? indicator.nameEn : indicator.name
