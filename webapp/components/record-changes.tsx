// What changed since the record was sent back: before and now, by question; then what was pointed at
// and stands as it stood, and what still does not fit. The rest is one tap away.

import type { ComponentChildren } from 'preact'
import type { Api } from '../api/client'
import type { AnswerChange, Difference, Remark, SubmissionDetail } from '../api/wire'
import { type AnswerLine, AnswerLines } from './lines'
import { PhotoView } from './photo'
import { Prose } from './prose'
import { submissionAnswerLines } from './record-lines'
import { lastReturnRemarks, textOfRemark } from './remarks'
import { t } from './words'

interface SubmissionChangesProps {
  detail: SubmissionDetail
  difference: Difference
  api: Api
  /** What she may do at a question. */
  at(ref: string): ComponentChildren
}

export function SubmissionChanges({ detail, difference, api, at }: SubmissionChangesProps) {
  const { changes, addedRows, removedRows } = difference
  const remarks = lastReturnRemarks(detail)
  const rest = listUnchangedLines(detail, difference, api, remarks)
  return (
    <section class="stack changes">
      <h2 class="section">
        {t('changes.title', { n: changes.length, round: (detail.rounds ?? 0) + 1 })}
      </h2>
      <dl class="lines">
        {changes.map((change) => (
          <div key={change.ref} class="lines__row lines__row--change">
            <dt>
              <Prose text={change.label} />
            </dt>
            <dd>
              <BeforeAndNow change={change} detail={detail} api={api} />
            </dd>
            {textOfRemark(remarks, change.ref) && (
              <dd class="lines__below changes__asked">
                {t('changes.asked', { text: textOfRemark(remarks, change.ref) })}
              </dd>
            )}
            <dd class="lines__below">{at(change.ref)}</dd>
          </div>
        ))}
      </dl>
      {!changes.length && <p class="fact fact--indigo">{t('changes.none')}</p>}
      {addedRows.length > 0 && <p>{t('changes.rowsMore', { n: addedRows.length })}</p>}
      {removedRows.length > 0 && <p>{t('changes.rowsLess', { n: removedRows.length })}</p>}
      <UnchangedLines title={t('changes.untouched')} lines={rest.untouched} at={at} />
      <UnchangedLines title={t('changes.wrong')} lines={rest.wrong} at={at} />
    </section>
  )
}

function BeforeAndNow({
  change: { before, after },
  detail,
  api,
}: {
  change: AnswerChange
  detail: SubmissionDetail
  api: Api
}) {
  const picture = after?.attachment
  return (
    <>
      <span class="changes__was">
        {t('changes.was')}{' '}
        {before?.attachment ? t('changes.oldPicture') : <Prose text={before?.text || '–'} />}
      </span>
      <span class="changes__is">
        {t('changes.is')} {picture ? t('changes.picture') : <Prose text={after?.text || '–'} />}
      </span>
      {picture && (
        <PhotoView address={api.photoAddress(detail.xmlFormId, detail.instanceId, picture)} />
      )}
    </>
  )
}

interface UnchangedLinesProps {
  title: string
  lines: AnswerLine[]
  at(ref: string): ComponentChildren
}

function UnchangedLines({ title, lines, at }: UnchangedLinesProps) {
  if (!lines.length) return null
  return (
    <>
      <h3 class="section">{title}</h3>
      <AnswerLines lines={lines} at={at} />
    </>
  )
}

/** Pointed at and not changed; not pointed at, not changed, and still not right. */
function listUnchangedLines(
  detail: SubmissionDetail,
  { changes }: Difference,
  api: Api,
  remarks: Remark[],
) {
  const changed = new Set(changes.map((change) => change.ref))
  const lines = submissionAnswerLines(detail, api).filter(({ ref }) => !changed.has(ref))
  const blank = (detail.unanswered ?? [])
    .filter(({ ref }) => !changed.has(ref))
    .map(({ ref, label }) => ({ ref, label, text: '', problem: '' }))
  const said = (line: AnswerLine) => ({ ...line, remark: textOfRemark(remarks, line.ref) })
  const all = [...lines, ...blank].map(said)
  return {
    untouched: all.filter((line) => line.remark),
    wrong: all.filter((line) => !line.remark && line.problem),
  }
}
