// How an assigned number is said: with its unit, as the reason why there is none, or as the plan says.

import type { Figure, FigureTarget } from '../api/wire'
import { printedNumber } from '../words/printed'
import { language, t, wordForCode } from './words'

export const unitOfMeasure = ({ indicator }: Pick<Figure, 'indicator'>) =>
  language.value === 'en' && indicator.unitEn ? indicator.unitEn : indicator.unit

/** "77 tổ", "Không giao", "Tạm dừng theo kế hoạch". */
export const targetWord = (target: FigureTarget, unit: string) =>
  target.value === null
    ? wordForCode('absence', target.reason ?? 'unknown')
    : t('figures.aim', { target: printedNumber(target.value), unit })

/** Words of the plan that say more than its number or its dash. */
export const planWording = ({ words }: FigureTarget) => (/\p{L}/u.test(words) ? words : '')
