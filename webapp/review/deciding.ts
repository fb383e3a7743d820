// One record before its reviewer: what she may do with it now, and what became of what she did. Its
// one rule: nothing is decided about a record that she cannot have looked at.

import { useEffect, useState } from 'preact/hooks'
import { reachable } from '../api/network'
import type { Detail, Review, Verdict } from '../api/wire'
import { refusal, type Served, useServed } from '../components/served'
import { useDoors } from '../ports'
import { notice } from '../state/fault'
import { COPIES } from '../state/ledger'
import { coded, t } from '../words/office'
import { type Remarking, useRemarks } from './remarking'

/** A second tap meant for the record before must not decide this one. */
const LEAST_LOOK = 400

const WAITING = ['received', 'edited', null]
const OPEN = [...WAITING, 'hasIssues']

/** Does it wait for a decision? */
export const waiting = (detail: Pick<Detail, 'reviewState'>) => WAITING.includes(detail.reviewState)
/** May it still be approved or refused? */
export const open = (detail: Pick<Detail, 'reviewState'>) => OPEN.includes(detail.reviewState)

export type Standing = 'loading' | 'offline' | 'own' | 'waits' | 'returned' | 'closed'

export function standing(detail: Detail | null, me: number, network: boolean | null): Standing {
  if (!detail) return 'loading'
  if (network === false) return 'offline'
  if (detail.submitter.id === me) return 'own'
  if (waiting(detail)) return 'waits'
  return open(detail) ? 'returned' : 'closed'
}

export type Asked = 'hasIssues' | 'rejected' | null

export interface Deciding {
  detail: Detail | null
  served: Served<Detail>
  standing: Standing
  /** She has had a look at it, and nothing is on its way. */
  ready: boolean
  problem: string
  /** The reason for which decision is being asked. */
  asked: Asked
  ask(what: Asked): void
  /** Something does not fit: the next tap on "approve" is the one that counts. */
  sure: boolean
  remarking: Remarking
  approve(): void
  unsure(): void
  give(reason: string): void
  /** Who decided it, when it was not she just now. */
  by: Review | null
}

interface Story {
  form: string
  id: string
  decided(detail: Detail, state: Verdict['state']): void
}

export function useDeciding({ form, id, decided }: Story): Deciding {
  const { api, person } = useDoors()
  const served = useServed<Detail>(COPIES.record(id), (line) => line.record(form, id))
  const [asked, ask] = useState<Asked>(null)
  const [sure, setSure] = useState(false)
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const detail = served.body
  const remarking = useRemarks(detail)
  const { remarks } = remarking
  const ready = useSeen(detail !== null) && !busy
  const now = standing(detail, person.id, reachable.value)

  async function decide(state: Verdict['state'], comment: string): Promise<void> {
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
    setProblem(coded('error', refusal(reply)))
  }

  function approve(): void {
    if (!detail || !ready) return
    if ((detail.problems.length || remarks.length) && !sure) setSure(true)
    else void decide('approved', '').catch(notice)
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
    give: (reason) => void (asked && decide(asked, reason).catch(notice)),
    by: detail && served.state === 'fresh' && !waiting(detail) ? detail.lastReview : null,
  }
}

/** Has it been in view for a moment? */
function useSeen(shown: boolean): boolean {
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    if (!shown) return
    const timer = setTimeout(() => setSeen(true), LEAST_LOOK)
    return () => clearTimeout(timer)
  }, [shown])
  return seen
}
