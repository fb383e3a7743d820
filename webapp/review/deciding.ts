// One record before its reviewer: what she may do with it now, and what became of what she did. Its
// one rule: nothing is decided about a record that she cannot have looked at.

import { useEffect, useState } from 'preact/hooks'
import { isServerReachable } from '../api/network'
import type { Review, ReviewVerdict, SubmissionDetail } from '../api/wire'
import { refusalCode, type ServedCopy, useServedCopy } from '../components/served'
import { usePorts } from '../ports'
import { reportFault } from '../state/fault'
import { COPY_NAMES } from '../state/ledger'
import { type RemarkEditing, useRemarks } from './remarking'
import { t, wordForCode } from './words'

/** A second tap meant for the record before must not decide this one. */
const LEAST_VIEW_TIME = 400

const AWAITING_STATES = ['received', 'edited', null]
const OPEN_STATES = [...AWAITING_STATES, 'hasIssues']

/** Does it wait for a decision? */
export const isAwaitingDecision = (detail: Pick<SubmissionDetail, 'reviewState'>) =>
  AWAITING_STATES.includes(detail.reviewState)
/** May it still be approved or refused? */
export const isDecidable = (detail: Pick<SubmissionDetail, 'reviewState'>) =>
  OPEN_STATES.includes(detail.reviewState)

export type ReviewStanding = 'loading' | 'offline' | 'own' | 'waits' | 'returned' | 'closed'

export function reviewStandingOf(
  detail: SubmissionDetail | null,
  me: number,
  network: boolean | null,
): ReviewStanding {
  if (!detail) return 'loading'
  if (network === false) return 'offline'
  if (detail.submitter.id === me) return 'own'
  if (isAwaitingDecision(detail)) return 'waits'
  return isDecidable(detail) ? 'returned' : 'closed'
}

export type DecisionWithReason = 'hasIssues' | 'rejected' | null

export interface ReviewDecision {
  detail: SubmissionDetail | null
  served: ServedCopy<SubmissionDetail>
  standing: ReviewStanding
  /** She has had a look at it, and nothing is on its way. */
  ready: boolean
  problem: string
  /** The reason for which decision is being asked. */
  asked: DecisionWithReason
  ask(what: DecisionWithReason): void
  /** Something does not fit: the next tap on "approve" is the one that counts. */
  sure: boolean
  remarking: RemarkEditing
  approve(): void
  unsure(): void
  give(reason: string): void
  /** Who decided it, when it was not she just now. */
  by: Review | null
}

interface DecisionOptions {
  form: string
  id: string
  decided(detail: SubmissionDetail, state: ReviewVerdict['state']): void
}

export function useReviewDecision({ form, id, decided }: DecisionOptions): ReviewDecision {
  const { api, person } = usePorts()
  const served = useServedCopy<SubmissionDetail>(COPY_NAMES.record(id), (line) =>
    line.record(form, id),
  )
  const [asked, ask] = useState<DecisionWithReason>(null)
  const [sure, setSure] = useState(false)
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const detail = served.body
  const remarking = useRemarks(detail)
  const { remarks } = remarking
  const ready = useWasViewed(detail !== null) && !busy
  const now = reviewStandingOf(detail, person.id, isServerReachable.value)

  async function decide(state: ReviewVerdict['state'], comment: string): Promise<void> {
    if (!detail || !ready) return
    setBusy(true)
    const reply = await api.review(form, id, {
      state,
      comment,
      remarks: state === 'hasIssues' ? remarks : [],
      versionInstanceId: detail.currentVersion.instanceId,
      seenState: detail.reviewState ?? 'received',
    })
    setBusy(false)
    setSure(false)
    ask(null)
    if (reply === 'unreachable') return setProblem(t('review.offline'))
    if (reply.ok) {
      remarking.sent()
      return decided(detail, state)
    }
    if (reply.status === 409) served.again()
    setProblem(wordForCode('error', refusalCode(reply)))
  }

  function approve(): void {
    if (!detail || !ready) return
    if ((detail.problems.length || remarks.length) && !sure) setSure(true)
    else void decide('approved', '').catch(reportFault)
  }

  return {
    detail,
    served,
    standing: now,
    ready,
    problem,
    asked,
    ask: (what) => (what === null || ready) && ask(what),
    sure,
    remarking,
    approve,
    unsure: () => setSure(false),
    give: (reason) => void (asked && decide(asked, reason).catch(reportFault)),
    by:
      detail && served.state === 'fresh' && !isAwaitingDecision(detail) ? detail.lastReview : null,
  }
}

/** Has it been in view for a moment? */
function useWasViewed(shown: boolean): boolean {
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    if (!shown) return
    const timer = setTimeout(() => setSeen(true), LEAST_VIEW_TIME)
    return () => clearTimeout(timer)
  }, [shown])
  return seen
}
