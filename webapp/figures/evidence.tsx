// The record behind a number. Only looked at here; decisions are taken in the queue.

import type { SubmissionDetail } from '../api/wire'
import { NetworkChip } from '../components/chip'
import { FreshnessNotice, isFirstLoading, Skeleton } from '../components/facts'
import { ScreenFrame } from '../components/page'
import { SubmissionBody } from '../components/record-body'
import { useServedCopy } from '../components/served'
import { usePorts } from '../ports'
import { currentRoute, paths, type Route } from '../router'
import { COPY_NAMES } from '../state/ledger'
import { hasAnyRole } from '../state/roles'
import { t } from './words'

export function EvidenceScreen() {
  const { api, person } = usePorts()
  const { form, id } = currentRoute.value as Extract<Route, { at: 'evidence' }>
  const served = useServedCopy<SubmissionDetail>(COPY_NAMES.record(id), (line) =>
    line.record(form, id),
  )
  const detail = served.body
  return (
    <ScreenFrame
      title={detail?.instanceName || t('evidence.title')}
      back={paths.indicators()}
      backWord={t('bar.indicators')}
      chip={<NetworkChip />}
      wide
    >
      <FreshnessNotice served={served} />
      {isFirstLoading(served) && <Skeleton of="record" />}
      {detail && <SubmissionBody detail={detail} api={api} />}
      {detail && hasAnyRole(person, 'supervisor') && detail.submitter.id !== person.id && (
        <a class="button button--quiet" href={paths.review(form, id)}>
          {t('evidence.review')}
        </a>
      )}
    </ScreenFrame>
  )
}
