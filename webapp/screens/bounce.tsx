// Inside Zalo or Facebook nothing may be written: their storage is not ours. The way out.

import { useState } from 'preact/hooks'
import { t } from '../words'

export function Bounce() {
  const [copied, setCopied] = useState(false)
  const copy = () =>
    void navigator.clipboard?.writeText(location.origin).then(() => setCopied(true))
  return (
    <div class="app">
      <div class="band" />
      <main class="main welcome">
        <img class="welcome__sign" src="/icons/icon.svg" alt="" width="80" height="80" />
        <h1>{t('bounce.title')}</h1>
        <p>{t('bounce.why')}</p>
        <p class="box">{t('bounce.how')}</p>
        <p class="welcome__address">{location.host}</p>
        <button type="button" class="button button--main" onClick={copy}>
          {t(copied ? 'bounce.copied' : 'bounce.copy')}
        </button>
      </main>
    </div>
  )
}
