// Nothing new is written with this version: what there is stays, goes, and she is asked to update.

import { useState } from 'preact/hooks'
import { notice } from '../fault'
import { lastWord } from '../heartbeat'
import { fetchUpdate, outdated, takeUpdate, updateReady } from '../update'
import { t } from '../words'
import { Icon } from './icon'

export function ClosedVersion() {
  const [failed, setFailed] = useState(false)
  const take = async () => {
    if (updateReady.value || outdated.value || (await fetchUpdate())) return takeUpdate()
    setFailed(true)
  }
  return (
    <div class="banner banner--amber">
      <Icon name="stop" />
      <p>
        {t('update.closed')} {lastWord.value?.message} {t('update.closedKeeps')}
        {failed && ` ${t('update.none')}`}
      </p>
      <button type="button" class="button button--small" onClick={() => void take().catch(notice)}>
        {t('update.take')}
      </button>
    </div>
  )
}
