// One record before its reviewer: what was answered, what does not fit, what a decision changes.

import { useState } from 'preact/hooks'
import { type Doors, useDoors } from '../doors'
import { notice } from '../fault'
import { COPIES } from '../ledger'
import { reachable } from '../network'
import { paths, replace } from '../router'
import { refusal, useServed } from '../served'
import type { Detail, Submission, Verdict, Page as WirePage } from '../wire'
import { coded, t } from '../words/office'
import { NetworkChip } from './chip'
import { Effects, open } from './effects'
import { Icon } from './icon'
import { Page } from './page'
import { ReasonSheet } from './reason-sheet'
import { Facts, RecordBody } from './record-body'
import { Age, Decided, lastDecision, Queue } from './review-queue'

interface ReviewingProps {
  form: string
  id: string
  queue: Submission[]
  total: number
}

type Asked = 'hasIssues' | 'rejected' | null

export function Reviewing({ form, id, queue, total }: ReviewingProps) {
  const doors = useDoors()
  const served = useServed<Detail>(COPIES.record(id), (api) => api.record(form, id))
  const [asking, setAsking] = useState<Asked>(null)
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const detail = served.body
  const nth = queue.findIndex((each) => each.instanceId === id) + 1

  async function decide(state: Verdict['state'], comment: string): Promise<void> {
    if (!detail || busy) return
    setBusy(true)
    const versionInstanceId = detail.currentVersion.instanceId
    const seenState = detail.reviewState ?? 'received'
    const verdict = { state, comment, versionInstanceId, seenState }
    const reply = await doors.api.review(form, id, verdict)
    setBusy(false)
    setAsking(null)
    if (reply === 'unreachable') return setProblem(t('review.offline'))
    if (!reply.ok) {
      if (reply.status === 409) served.again()
      return setProblem(coded('error', refusal(reply)))
    }
    await decided(doors, id)
    const left = doors.ledger.awaiting.value.items
    const next = left[Math.max(0, nth - 1)] ?? left[0]
    const path = next ? paths.review(next.xmlFormId, next.instanceId) : paths.review()
    lastDecision.value = { path, words: t(`review.did.${state}`, { title: detail.instanceName }) }
    replace(path)
  }

  const where = nth ? t('review.nth', { nth, of: total }) : t('bar.review')
  return (
    <Page
      title={detail?.instanceName || detail?.formName || t('fill.opening')}
      back={paths.review()}
      backWord={where}
      chip={reachable.value === false ? <NetworkChip /> : detail && <Age at={detail.createdAt} />}
      wide
      actions={
        detail && (
          <Decide
            detail={detail}
            doors={doors}
            busy={busy}
            onAsk={setAsking}
            onApprove={() => void decide('approved', '').catch(notice)}
          />
        )
      }
    >
      <div class="split">
        <div class="split__side split__side--desk">
          <Queue items={queue} current={id} />
        </div>
        <div class="split__main stack">
          <Decided />
          {problem && (
            <p class="problem" role="alert">
              <Icon name="warn" />
              {problem}
            </p>
          )}
          <Facts served={served} />
          {detail && <RecordBody detail={detail} api={doors.api} />}
          {detail && <Effects detail={detail} />}
          {detail && mayDecide(detail, doors) && (
            <button
              type="button"
              class="button button--quiet"
              onClick={() => setAsking('rejected')}
            >
              <Icon name="stop" />
              {t('review.reject')}
            </button>
          )}
        </div>
      </div>
      {asking && (
        <ReasonSheet
          state={asking}
          busy={busy}
          onGive={(reason) => void decide(asking, reason).catch(notice)}
          onClose={() => setAsking(null)}
        />
      )}
    </Page>
  )
}

const own = (detail: Detail, { person }: Doors) => detail.submitter.id === person.id
const mayDecide = (detail: Detail, doors: Doors) =>
  !own(detail, doors) && reachable.value !== false && open(detail)

/** The queue on this phone without what was just decided. */
async function decided({ store, person, ledger }: Doors, id: string): Promise<void> {
  const copy = await store.copy(person.id, COPIES.awaiting)
  if (!copy) return
  const page = copy.body as WirePage<Submission>
  const items = page.items.filter((each) => each.instanceId !== id)
  const total = Math.max(items.length, (page.total ?? page.items.length) - 1)
  await store.keepCopy({ ...copy, body: { ...page, items, total } })
  await ledger.reloadCopies()
}

interface DecideProps {
  detail: Detail
  doors: Doors
  busy: boolean
  onAsk(state: Asked): void
  onApprove(): void
}

function Decide({ detail, doors, busy, onAsk, onApprove }: DecideProps) {
  if (reachable.value === false) return <p class="actions__say">{t('review.offline')}</p>
  if (own(detail, doors)) return <p class="actions__say">{t('review.own')}</p>
  return (
    <>
      <button type="button" class="button button--red" onClick={() => onAsk('hasIssues')}>
        <Icon name="turn" />
        {t('review.return')}
      </button>
      {open(detail) && (
        <button type="button" class="button button--green" aria-disabled={busy} onClick={onApprove}>
          <Icon name="check" />
          {t('review.approve')}
        </button>
      )}
    </>
  )
}
