// Nothing new is written with this version: what there is stays, goes, and she is asked to update.

import { useState } from 'preact/hooks'
import { fetchUpdate, outdated, takeUpdate, taking, updateReady } from '../pwa/update'
import { lastWord } from '../sync/heartbeat'
import { t } from '../words'
import { Icon } from './icon'
import { Take } from './take-update'

export function ClosedVersion({ calm = () => true }: { calm?: () => boolean }) {
  const [failed, setFailed] = useState(false)
  const [fetching, setFetching] = useState(false)
  const fetched = async () => {
    setFetching(true)
    return fetchUpdate().finally(() => setFetching(false))
  }
  const take = async () => {
    if (fetching) return
    if (updateReady.value || outdated.value || (await fetched())) return takeUpdate(calm)
    setFailed(true)
  }
  return (
    <div class="banner banner--amber">
      <Icon name="stop" />
      <p>
        {t('update.closed')} {lastWord.value?.message} {t('update.closedKeeps')}
        {failed && ` ${t('update.none')}`}
        {taking.value === 'stuck' && ` ${t('update.stuck')}`}
      </p>
      <Take busy={fetching} onTap={take} />
    </div>
  )
}
