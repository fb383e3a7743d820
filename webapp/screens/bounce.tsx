// Inside Zalo or Facebook nothing may be written: their storage is not ours. The way out, and no more:
// neither a sign-in nor a form is ever shown here.

import { useEffect, useState } from 'preact/hooks'
import { isIPhone } from '../pwa/installing'
import { intentLink, isAndroid } from '../pwa/leaving'
import { t } from '../words'

export function BounceScreen() {
  const [copied, setCopied] = useState<'' | 'copied' | 'failed'>('')
  const agent = navigator.userAgent
  // Where she was going, without anything that was asked for besides.
  const address = location.origin + location.pathname
  function copy(): void {
    const done = navigator.clipboard?.writeText(address) ?? Promise.reject()
    done.then(
      () => setCopied('copied'),
      () => setCopied('failed'),
    )
  }
  return (
    <div class="app">
      <div class="band" />
      <main class="main welcome">
        <img class="welcome__sign" src="/icons/icon.svg" alt="" width="80" height="80" />
        <h1>{t('bounce.title')}</h1>
        <p>{t('bounce.why')}</p>
        {isAndroid(agent) && (
          <a class="button button--main" href={intentLink(address)}>
            {t('bounce.open')}
          </a>
        )}
        <p class="box">{t(isIPhone(agent) ? 'bounce.howIPhone' : 'bounce.how')}</p>
        <p class="welcome__address">{address.replace(/^https?:\/\//, '')}</p>
        <button type="button" class="button" onClick={copy}>
          {t('bounce.copy')}
        </button>
        <p role="status">{copied && t(`bounce.${copied}`)}</p>
        <AddressQrCode address={address} />
      </main>
    </div>
  )
}

/** For another phone. It comes after everything else, and is not missed. */
function AddressQrCode({ address }: { address: string }) {
  const [drawn, setDrawn] = useState({ path: '', size: 0 })
  useEffect(() => {
    import('../pwa/qr-code')
      .then(({ qrSvgPath }) => setDrawn(qrSvgPath(address) ?? { path: '', size: 0 }))
      .catch(() => undefined)
  }, [])
  const { path, size } = drawn
  if (!path) return null
  return (
    <figure class="welcome__code">
      <svg role="img" aria-label={t('bounce.code')} viewBox={`0 0 ${size} ${size}`}>
        <rect width={size} height={size} fill="#fff" />
        <path d={path} fill="#111" />
      </svg>
      <figcaption class="soft">{t('bounce.codeFor')}</figcaption>
    </figure>
  )
}
