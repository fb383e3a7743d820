// A record as whoever may see it sees it: state, photo first, answers, and what was said about it.
// Where it was sent back and came again, first only what changed since.

import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Api } from '../api/client'
import { stateFromReview } from '../state/standing'
import '../styles/record-body.css'
import type { Answer, SubmissionDetail } from '../api/wire'
import { printedInstant } from '../words/printed'
import { StateChip } from './chip'
import { Icon } from './icon'
import { AnswerLines } from './lines'
import { PhotoView } from './photo'
import { SubmissionChanges } from './record-changes'
import { submissionAnswerLines } from './record-lines'
import { questionByRef } from './remarks'
import { t } from './words'

type RenderAtQuestion = (ref: string) => ComponentChildren

interface SubmissionBodyProps {
  detail: SubmissionDetail
  api: Api
  /** What else is to be seen of it: at a desk on its right. */
  aside?: ComponentChildren
  /** For whoever may say something at its questions, also at those without an answer. */
  remarking?: { at: RenderAtQuestion; dialog: ComponentChildren }
}

const nothingToSay: RenderAtQuestion = () => undefined

export function SubmissionBody({ detail, api, aside, remarking }: SubmissionBodyProps) {
  const { difference = null } = detail
  const [whole, setWhole] = useState(false)
  const at = remarking?.at ?? nothingToSay
  const shown = !difference || whole
  return (
    <div class="record">
      <p class="byline">
        <StateChip state={stateFromReview(detail.reviewState)} />
        <span>
          {detail.formName} · {detail.orgUnit.name}
          <br />
          {detail.submitter.displayName}, {printedInstant(detail.createdAt)}
        </span>
      </p>
      {shown && <SubmissionPictures detail={detail} api={api} at={at} />}
      <div class="record__answers">
        {remarking && <p class="soft record__hint">{t('remark.tap')}</p>}
        {difference && !whole && (
          <SubmissionChanges detail={detail} difference={difference} api={api} at={at} />
        )}
        {difference && (
          <button type="button" class="button" onClick={() => setWhole(!whole)}>
            <Icon name={whole ? 'turn' : 'down'} />
            {t(whole ? 'changes.part' : 'changes.whole')}
          </button>
        )}
        {shown && (
          <SubmissionAnswers detail={detail} api={api} at={at} blank={remarking !== undefined} />
        )}
        <ReviewHistory detail={detail} />
      </div>
      <div class="record__aside">{aside}</div>
      {remarking?.dialog}
    </div>
  )
}

interface SubmissionPartProps {
  detail: SubmissionDetail
  api: Api
  at: RenderAtQuestion
}

const isPictureAnswer = ({ attachment }: Answer) => attachment !== null

const SubmissionPictures = ({
  detail: { answers, xmlFormId, instanceId },
  api,
  at,
}: SubmissionPartProps) => (
  <div class="record__pictures">
    {answers.filter(isPictureAnswer).map(({ ref, attachment }) => (
      <div key={ref} class="record__picture">
        <PhotoView address={api.photoAddress(xmlFormId, instanceId, attachment ?? '')} />
        {at(ref)}
      </div>
    ))}
  </div>
)

function SubmissionAnswers({ detail, api, at, blank }: SubmissionPartProps & { blank: boolean }) {
  const rest = { ...detail, answers: detail.answers.filter((answer) => !isPictureAnswer(answer)) }
  const empty = (blank && detail.unanswered) || []
  return (
    <>
      <AnswerLines lines={submissionAnswerLines(rest, api)} at={at} />
      {empty.length > 0 && (
        <details class="blanks">
          <summary>{t('remark.blank', { n: empty.length })}</summary>
          <AnswerLines lines={empty.map((one) => ({ ...one, text: '', problem: '' }))} at={at} />
        </details>
      )}
    </>
  )
}

function ReviewHistory({ detail }: { detail: SubmissionDetail }) {
  const { reviews } = detail
  if (!reviews.length) return null
  return (
    <section class="stack">
      <h2 class="section">{t('record.history')}</h2>
      {reviews.map((review) => (
        <div key={review.at} class="box">
          <StateChip state={stateFromReview(review.state)} />
          <p class="soft">
            {review.reviewer} · {printedInstant(review.at)}
          </p>
          {review.comment && <p>{review.comment}</p>}
          {review.remarks?.map(({ ref, text }) => (
            <p key={ref}>
              <span class="soft">{questionByRef(detail, ref).label}:</span> {text}
            </p>
          ))}
        </div>
      ))}
    </section>
  )
}
