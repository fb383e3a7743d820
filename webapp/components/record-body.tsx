// A record as whoever may see it sees it: state, photo first, answers, and what was said about it.
// Where it was sent back and came again, first only what changed since.

import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Api } from '../api/client'
import type { Remarking } from '../review/remarking'
import { reviewed } from '../state/standing'
import '../styles/record-body.css'
import type { Answer, Detail } from '../api/wire'
import { Asking, questionOf, RemarkAt } from '../review/remark-at'
import { t } from '../words/office'
import { instant } from '../words/printed'
import { StateChip } from './chip'
import { Icon } from './icon'
import { Lines } from './lines'
import { Photo } from './photo'
import { Changes } from './record-changes'
import { detailLines } from './record-lines'

interface BodyProps {
  detail: Detail
  api: Api
  /** What else is to be seen of it: at a desk on its right. */
  aside?: ComponentChildren
  /** For whoever may send it back. */
  remarking?: Remarking
}

type At = (ref: string) => ComponentChildren

export function RecordBody({ detail, api, aside, remarking }: BodyProps) {
  const { difference = null } = detail
  const [whole, setWhole] = useState(false)
  const at: At = (ref) =>
    remarking && <RemarkAt at={ref} label={questionOf(detail, ref).label} remarking={remarking} />
  const shown = !difference || whole
  return (
    <div class="record">
      <p class="byline">
        <StateChip state={reviewed(detail.reviewState)} />
        <span>
          {detail.formName} · {detail.orgUnit.name}
          <br />
          {detail.submitter.displayName}, {instant(detail.createdAt)}
        </span>
      </p>
      {shown && <Pictures detail={detail} api={api} at={at} />}
      <div class="record__answers">
        {remarking && <p class="soft record__hint">{t('remark.tap')}</p>}
        {difference && !whole && (
          <Changes detail={detail} difference={difference} api={api} at={at} />
        )}
        {difference && (
          <button type="button" class="button" onClick={() => setWhole(!whole)}>
            <Icon name={whole ? 'turn' : 'down'} />
            {t(whole ? 'changes.part' : 'changes.whole')}
          </button>
        )}
        {shown && <Whole detail={detail} api={api} at={at} blank={remarking !== undefined} />}
        <History detail={detail} />
      </div>
      <div class="record__aside">{aside}</div>
      {remarking && <Asking detail={detail} remarking={remarking} />}
    </div>
  )
}

interface PartProps {
  detail: Detail
  api: Api
  at: At
}

const isPicture = ({ attachment }: Answer) => attachment !== null

const Pictures = ({ detail: { answers, xmlFormId, instanceId }, api, at }: PartProps) => (
  <div class="record__pictures">
    {answers.filter(isPicture).map(({ ref, attachment }) => (
      <div key={ref} class="record__picture">
        <Photo address={api.photoAddress(xmlFormId, instanceId, attachment ?? '')} />
        {at(ref)}
      </div>
    ))}
  </div>
)

function Whole({ detail, api, at, blank }: PartProps & { blank: boolean }) {
  const rest = { ...detail, answers: detail.answers.filter((answer) => !isPicture(answer)) }
  const empty = (blank && detail.unanswered) || []
  return (
    <>
      <Lines lines={detailLines(rest, api)} at={at} />
      {empty.length > 0 && (
        <details class="blanks">
          <summary>{t('remark.blank', { n: empty.length })}</summary>
          <Lines lines={empty.map((one) => ({ ...one, text: '', problem: '' }))} at={at} />
        </details>
      )}
    </>
  )
}

function History({ detail }: { detail: Detail }) {
  const { reviews } = detail
  if (!reviews.length) return null
  return (
    <section class="stack">
      <h2 class="section">{t('record.history')}</h2>
      {reviews.map((review) => (
        <div key={review.at} class="box">
          <StateChip state={reviewed(review.state)} />
          <p class="soft">
            {review.reviewer} · {instant(review.at)}
          </p>
          {review.comment && <p>{review.comment}</p>}
          {review.remarks?.map(({ ref, text }) => (
            <p key={ref}>
              <span class="soft">{questionOf(detail, ref).label}:</span> {text}
            </p>
          ))}
        </div>
      ))}
    </section>
  )
}
