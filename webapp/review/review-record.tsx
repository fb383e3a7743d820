// One record before its reviewer: what was answered, what does not fit, what a decision changes. On a
// phone it is the screen, at a desk it stands beside the queue; what comes next is shown by itself.

import { useEffect, useRef } from 'preact/hooks'
import { isServerReachable } from '../api/network'
import type { ReviewVerdict, Submission, SubmissionDetail } from '../api/wire'
import { NetworkChip } from '../components/chip'
import { isWideScreen } from '../components/desk'
import { FreshnessNotice, isFirstLoading, Skeleton } from '../components/facts'
import { Icon } from '../components/icon'
import { ScreenFrame } from '../components/page'
import { SubmissionBody } from '../components/record-body'
import { questionByRef } from '../components/remarks'
import { usePorts } from '../ports'
import { navigateBack, paths, replaceRoute } from '../router'
import { printedInstant } from '../words/printed'
import { type ReviewDecision, useReviewDecision } from './deciding'
import { ApprovalEffects } from './effects'
import { useShortcutKeys } from './keys'
import { nextInQueue, type ReviewQueue } from './queue'
import { ReasonSheet } from './reason-sheet'
import { QuestionRemark, RemarkDialog } from './remark-at'
import { NextButton, RejectButton, ReviewActions } from './review-actions'
import { announceDecision, DecisionNotice } from './review-decided'
import { letterKeysOn } from './review-keys'
import { AgeChip } from './review-queue'
import { t } from './words'

interface SubmissionReviewProps {
  form: string
  id: string
  queue: ReviewQueue
}

const reviewPathOf = (item: Submission | undefined) =>
  item ? paths.review(item.xmlFormId, item.instanceId) : paths.review()

export function SubmissionReview({ form, id, queue }: SubmissionReviewProps) {
  const next = useNextInQueue(queue, id)
  const deciding = useReviewDecision({ form, id, decided })
  const { detail, asked, standing, by } = deciding
  const nth = queue.items.findIndex((item) => item.instanceId === id) + 1

  function decided(seen: SubmissionDetail, state: ReviewVerdict['state']): void {
    announceDecision(reviewPathOf(next), seen, state)
    queue.drop(id, seen.currentVersion.instanceId)
    replaceRoute(reviewPathOf(next))
  }

  useEffect(() => {
    if (by && detail && nth) queue.drop(id, detail.currentVersion.instanceId)
  }, [by])

  const onNext = next && (() => replaceRoute(reviewPathOf(next)))
  const may = standing === 'waits' || standing === 'returned'
  useShortcutKeys(letterKeysOn.value, {
    ...(may && { approve: deciding.approve, reject: () => deciding.ask('rejected') }),
    ...(mayReturnSubmission(deciding) && { return: () => deciding.ask('hasIssues') }),
    ...(onNext && { skip: onNext }),
    question: focusNextQuestion,
    close: () => (deciding.sure ? deciding.unsure() : navigateBack(paths.review())),
  })
  const framed: ReviewFrameProps = {
    deciding,
    title: detail?.instanceName || detail?.formName || t('fill.opening'),
    where: nth ? t('review.nth', { nth, of: queue.total }) : t('review.notWaiting'),
    onNext,
  }
  return (
    <>
      {isWideScreen.value ? <DeskReviewFrame {...framed} /> : <PhoneReviewFrame {...framed} />}
      {asked && (
        <ReasonSheet
          state={asked}
          busy={!deciding.ready}
          remarks={deciding.remarking.remarks.length}
          onGive={deciding.give}
          onClose={() => deciding.ask(null)}
        />
      )}
    </>
  )
}

/** From one question to the next, and from the last to the first. */
function focusNextQuestion(): void {
  const all = [...document.querySelectorAll<HTMLElement>('[data-remark]')]
  const here = all.indexOf(document.activeElement as HTMLElement)
  const next = all[(here + 1) % all.length]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

/** What comes after it, also when it has left the queue by itself meanwhile. */
function useNextInQueue({ items }: ReviewQueue, id: string): Submission | undefined {
  const ahead = useRef('')
  const next = nextInQueue(items, id)
  const here = items.some((item) => item.instanceId === id)
  if (here) ahead.current = next?.instanceId ?? ''
  return items.find((item) => item.instanceId === ahead.current) ?? next
}

interface ReviewFrameProps {
  deciding: ReviewDecision
  title: string
  where: string
  onNext: (() => void) | undefined
}

function PhoneReviewFrame({ deciding, title, where, onNext }: ReviewFrameProps) {
  const { detail, standing } = deciding
  const away = isServerReachable.value === false
  return (
    <ScreenFrame
      title={title}
      back={paths.review()}
      backWord={where}
      chip={away ? <NetworkChip /> : detail && <AgeChip at={detail.createdAt} />}
      wide
      actions={detail && <ReviewActions deciding={deciding} onNext={onNext} />}
    >
      <DecisionNotice />
      <ReviewBody deciding={deciding} />
      {(standing === 'waits' || standing === 'returned') && (
        <div class="stack">
          {onNext && <NextButton onNext={onNext} />}
          <RejectButton deciding={deciding} />
        </div>
      )}
    </ScreenFrame>
  )
}

function DeskReviewFrame({ deciding, title, where, onNext }: ReviewFrameProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  // The next record takes the place of the last one: whoever listens is told which.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <section class="pane" aria-label={t('review.record')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div class="pane__scroll stack" data-reading tabIndex={0}>
        <div class="pane__head">
          <h2 ref={heading} tabIndex={-1}>
            {title}
          </h2>
          <span class="soft">{where}</span>
        </div>
        <ReviewBody deciding={deciding} />
      </div>
      <section class="actions" aria-label={t('act.name')}>
        <ReviewActions deciding={deciding} onNext={onNext} />
      </section>
    </section>
  )
}

function ReviewBody({ deciding }: { deciding: ReviewDecision }) {
  const { api } = usePorts()
  const { detail, served, problem } = deciding
  return (
    <>
      {problem && (
        <p class="problem" role="alert">
          <Icon name="warn" />
          {problem}
        </p>
      )}
      <EarlierDecision deciding={deciding} />
      <FreshnessNotice served={served} />
      {isFirstLoading(served) && <Skeleton of="record" />}
      {detail && (
        <SubmissionBody
          detail={detail}
          api={api}
          aside={<ApprovalEffects detail={detail} />}
          {...(mayReturnSubmission(deciding) && { remarking: remarkSlots(deciding, detail) })}
        />
      )}
    </>
  )
}

/** Where she says something at its questions, inside the record. */
const remarkSlots = ({ remarking }: ReviewDecision, detail: SubmissionDetail) => ({
  at: (ref: string) => (
    <QuestionRemark at={ref} label={questionByRef(detail, ref).label} remarking={remarking} />
  ),
  dialog: <RemarkDialog detail={detail} remarking={remarking} />,
})

/** It may go back once; whoever sends it back may say why at its questions. */
const mayReturnSubmission = ({ standing }: ReviewDecision) =>
  standing === 'waits' || standing === 'closed'

/** Somebody was faster, or it was decided before. */
function EarlierDecision({ deciding: { by } }: { deciding: ReviewDecision }) {
  if (!by || by.state === 'received' || by.state === 'edited') return null
  return (
    <p class="fact fact--indigo">
      <Icon name="person" />
      {t(`review.by.${by.state}`, { who: by.reviewer, at: printedInstant(by.at) })}
    </p>
  )
}
