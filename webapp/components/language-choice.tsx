// Vietnamese or English; kept on this phone.

import { store } from '../state/phone'
import { language, switchLanguage, t } from '../words'

const LANGUAGES = [
  ['vi', 'Tiếng Việt'],
  ['en', 'English'],
] as const

export const LanguageChoice = () => (
  <fieldset class="pair pair--plain">
    <legend class="unseen">{t('account.language')}</legend>
    {LANGUAGES.map(([code, name]) => (
      <button
        key={code}
        type="button"
        lang={code}
        class="option option--inline"
        aria-pressed={language.value === code}
        onClick={() => void switchLanguage(code).then(() => store.keepSetting('language', code))}
      >
        {name}
      </button>
    ))}
  </fieldset>
)
