// The record behind a number. Only looked at here; decisions are taken in the queue.

import type { Detail } from '../api/wire'
import { NetworkChip } from '../components/chip'
import { comes, Facts, Skeleton } from '../components/facts'
import { Page } from '../components/page'
import { RecordBody } from '../components/record-body'
import { useServed } from '../components/served'
import { useDoors } from '../ports'
import { type Place, paths, place } from '../router'
import { COPIES } from '../state/ledger'
import { may } from '../state/roles'
import { t } from '../words/office'

export function Evidence() {
  const { api, person } = useDoors()
  const { form, id } = place.value as Extract<Place, { at: 'evidence' }>
  const served = useServed<Detail>(COPIES.record(id), (line) => line.record(form, id))
  const detail = served.body
  return (
    <Page
      title={detail?.instanceName || t('evidence.title')}
      back={paths.indicators()}
      backWord={t('bar.indicators')}
      chip={<NetworkChip />}
      wide
    >
      <Facts served={served} />
      {comes(served) && <Skeleton of="record" />}
      {detail && <RecordBody detail={detail} api={api} />}
      {detail && may(person, 'supervisor') && detail.submitter.id !== person.id && (
        <a class="button button--quiet" href={paths.review(form, id)}>
          {t('evidence.review')}
        </a>
      )}
    </Page>
  )
}
