// A record as whoever may see it sees it: state, photo first, answers, and what was said about it.

import type { Api } from '../api'
import type { Served } from '../served'
import { reviewed } from '../standing'
import type { Detail } from '../wire'
import { coded, t } from '../words/office'
import { instant } from '../words/printed'
import { StateChip } from './chip'
import { Icon } from './icon'
import { Lines } from './lines'
import { Photo } from './photo'
import { detailLines } from './record-lines'

/** How fresh what one sees is, or why there is nothing. */
export function Facts<T>({ served }: { served: Served<T> }) {
  const { body, state, keptAt, code } = served
  if (state === 'refused')
    return (
      <p class="problem" role="alert">
        {coded('error', code)}
      </p>
    )
  if (state !== 'offline') return null
  return (
    <p class="fact">
      <Icon name="nosignal" />
      {body && keptAt ? t('served.kept', { at: instant(keptAt) }) : t('served.never')}
    </p>
  )
}

export function RecordBody({ detail, api }: { detail: Detail; api: Api }) {
  const { answers, xmlFormId, instanceId } = detail
  const pictures = answers.flatMap(({ attachment }) => (attachment ? [attachment] : []))
  const rest = { ...detail, answers: answers.filter(({ attachment }) => !attachment) }
  return (
    <>
      <p class="byline">
        <StateChip state={reviewed(detail.reviewState)} />
        <span>
          {detail.formName} · {detail.orgUnit.name}
          <br />
          {detail.submitter.displayName}, {instant(detail.createdAt)}
        </span>
      </p>
      {pictures.map((name) => (
        <Photo key={name} address={api.photoAddress(xmlFormId, instanceId, name)} />
      ))}
      <Lines lines={detailLines(rest, api)} />
      <History detail={detail} />
    </>
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
