// The red one: this phone could not keep something, or cannot read what it kept.

import { currentRoute } from '../router'
import { storeFault } from '../state/fault'
import { t } from '../words'
import { Icon } from './icon'

export function StoreFaultBanner() {
  const kind = storeFault.value
  if (!kind) return null
  // Opening again helps a lost connection; in the middle of a form it would lose what is not kept.
  const mayReload = kind !== 'full' && currentRoute.value.at !== 'fill'
  return (
    <div class="banner banner--red" role="alert">
      <Icon name="warn" />
      <p>{t(`storeFault.${kind}`)}</p>
      {mayReload && (
        <button type="button" class="button button--small" onClick={() => location.reload()}>
          {t('act.reload')}
        </button>
      )}
    </div>
  )
}
