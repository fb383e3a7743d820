// What one does with a form, in the programme's own words; other forms are called by their name.

import { t, type WordKey } from '.'

export { t } from '.'

const ACTION_KEYS: Record<string, WordKey> = {
  sinh_hoat_to: 'form.sinh_hoat_to',
  to_truyen_thong: 'form.to_truyen_thong',
  hoat_dong_dia_chi: 'form.hoat_dong_dia_chi',
  dia_chi_tin_cay: 'form.dia_chi_tin_cay',
  sinh_hoat_cau_lac_bo: 'form.sinh_hoat_cau_lac_bo',
  cau_lac_bo: 'form.cau_lac_bo',
  doi_thoai: 'form.doi_thoai',
  goi_sinh_de: 'form.goi_sinh_de',
}

export function actionWord(form: { formId: string; title: string }): string {
  const key = ACTION_KEYS[form.formId]
  return key ? t(key) : t('form.other', { form: form.title })
}
