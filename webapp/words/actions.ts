// What one does with a form, in the programme's own words; other forms are called by their name.

import type { Definition } from '../engine'
import { type Key, t } from '.'

export { t } from '.'

const KNOWN: Record<string, Key> = {
  sinh_hoat_to: 'form.sinh_hoat_to',
  to_truyen_thong: 'form.to_truyen_thong',
}

export function actionWord(form: Pick<Definition, 'formId' | 'title'>): string {
  const key = KNOWN[form.formId]
  return key ? t(key) : t('form.other', { form: form.title })
}
