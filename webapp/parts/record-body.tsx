// A record as whoever may see it sees it: state, photo first, answers, and what was said about it.

import type { ComponentChildren } from 'preact'
import type { Api } from '../api'
import { reviewed } from '../standing'
import '../styles/record-body.css'
import type { Detail } from '../wire'
import { t } from '../words/office'
import { instant } from '../words/printed'
import { StateChip } from './chip'
import { Lines } from './lines'
import { Photo } from './photo'
import { detailLines } from './record-lines'

interface BodyProps {
  detail: Detail
  api: Api
  /** What else is to be seen of it: at a desk on its right. */
  aside?: ComponentChildren
}

export function RecordBody({ detail, api, aside }: BodyProps) {
  const { answers, xmlFormId, instanceId } = detail
  const pictures = answers.flatMap(({ attachment }) => (attachment ? [attachment] : []))
  const rest = { ...detail, answers: answers.filter(({ attachment }) => !attachment) }
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
      <div class="record__pictures">
        {pictures.map((name) => (
          <Photo key={name} address={api.photoAddress(xmlFormId, instanceId, name)} />
        ))}
      </div>
      <div class="record__answers">
        <Lines lines={detailLines(rest, api)} />
        <History detail={detail} />
      </div>
      <div class="record__aside">{aside}</div>
    </div>
  )
}

function History({ detail: { reviews } }: { detail: Detail }) {
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
        </div>
      ))}
    </section>
  )
}
