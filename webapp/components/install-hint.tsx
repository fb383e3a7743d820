// How to put the app on the home screen: a button where the browser offers one, words on iPhones.

import { installApp, installOffer, isInstalled, isIPhone } from '../pwa/installing'
import { t } from '../words'
import { Icon } from './icon'

/** In a tab of an iPhone, where what is not sent does not last. */
export const isInIPhoneTab = () =>
  isIPhone(navigator.userAgent, navigator.maxTouchPoints) && !isInstalled()

export function InstallHint() {
  if (isInstalled()) return null
  if (installOffer.value) {
    return (
      <button type="button" class="button" onClick={() => void installApp()}>
        <Icon name="install" />
        {t('install.do')}
      </button>
    )
  }
  if (!isInIPhoneTab()) return null
  return (
    <div class="box stack">
      <p>{t('install.iphoneWhy')}</p>
      <p>{t('install.iphone')}</p>
    </div>
  )
}

/**
 * In a tab of an iPhone what is unsent dies after seven days: said before the first record, and
 * again while something waits.
 */
export const IPhoneWarning = ({ unsent }: { unsent: number }) => (
  <section class="box box--red stack">
    <h2 class="box__title">
      {unsent ? t('install.iphoneUnsent', { n: unsent }) : t('install.iphoneFirst')}
    </h2>
    <p>{t('install.iphoneWhy')}</p>
    <p>{t(unsent ? 'install.iphoneSendFirst' : 'install.iphone')}</p>
  </section>
)
