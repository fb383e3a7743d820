// The record behind a number. Only looked at here; decisions are taken in the queue.

import { useDoors } from '../doors'
import { COPIES } from '../ledger'
import { NetworkChip } from '../parts/chip'
import { comes, Facts, Skeleton } from '../parts/facts'
import { Page } from '../parts/page'
import { RecordBody } from '../parts/record-body'
import { may } from '../roles'
import { type Place, paths, place } from '../router'
import { useServed } from '../served'
import type { Detail } from '../wire'
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
