// How to put the app on the home screen: a button where the browser offers one, words on iPhones.

import { install, installed, installOffer, onIPhone } from '../installing'
import { t } from '../words'
import { Icon } from './icon'

export function InstallHint() {
  if (installed()) return null
  if (installOffer.value) {
    return (
      <button type="button" class="button" onClick={() => void install()}>
        <Icon name="install" />
        {t('install.do')}
      </button>
    )
  }
  if (!onIPhone(navigator.userAgent)) return null
  return <p class="box">{t('install.iphone')}</p>
}
