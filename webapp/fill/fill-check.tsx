// Everything once more before it is finished; each answer leads back to its question.

import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../components/icon'
import { Page } from '../components/page'
import { useDoors } from '../ports'
import { go, leave, paths, back as wayBack } from '../router'
import { notice } from '../state/fault'
import { guardStorage } from '../store/durability'
import { coded } from '../words'
import { isOpen, remarkAt, untouched, wayThrough } from './correction'
import { FillHead } from './fill-head'
import { OpenAll } from './fill-kept'
import { type Checked, CheckLines } from './fill-lines'
import { askedIn, spoken } from './spoken'
import { t } from './words/correction'
import type { Writing } from './writing'

export function CheckAll({ writing, onOut }: { writing: Writing; onOut(): void }) {
  const { courier, ledger, store } = useDoors()
  const [busy, setBusy] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  const { id, rootId, correction } = writing.draft
  const way = wayThrough(writing.filling, correction)
  const lines = linesOf(writing)
  const kept = lines.filter((line) => !line.onChange)
  const wrong = lines.filter((line) => line.problem).length
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
  }, [])

  async function finish(): Promise<void> {
    if (busy) return
    setBusy(true)
    const problems = await writing.finish().catch(notice)
    setBusy(false)
    if (!problems || problems.length) return heading.current?.focus()
    void guardStorage()
    await ledger.reloadWork()
    void courier.go().catch(notice)
    leave(paths.mine(rootId))
  }

  async function drop(): Promise<void> {
    await store.dropDraft(id)
    await ledger.reloadWork()
    leave(paths.home())
  }

  return (
    <Page
      title={writing.draft.formName}
      keepFocus
      head={<FillHead writing={writing} nth="check" way={way} onOut={onOut} />}
      actions={
        <>
          <button
            type="button"
            class="button"
            onClick={() => wayBack(paths.fill(id, way.at(-1) ?? 0))}
          >
            {t('act.back')}
          </button>
          <button
            type="button"
            class={`button button--main${wrong ? ' button--faded' : ''}`}
            aria-disabled={busy}
            onClick={() => void finish()}
          >
            <Icon name="check" />
            {t(busy ? 'fill.finishing' : 'fill.finish')}
          </button>
        </>
      }
    >
      <h2 ref={heading} class="question__label" tabIndex={-1}>
        {wrong ? t('fill.wrong', { n: wrong }) : t('fill.allHere')}
      </h2>
      <CheckLines lines={lines.filter((line) => line.onChange)} />
      {kept.length > 0 && <h3 class="section">{t('remark.kept')}</h3>}
      <CheckLines lines={kept} />
      <OpenAll writing={writing} />
      <Drop onDrop={() => void drop().catch(notice)} />
    </Page>
  )
}

function linesOf({ filling, draft }: Writing): Checked[] {
  return askedIn(filling).map(({ step, question }) => ({
    ref: question.ref,
    label: question.label,
    text: spoken(question),
    problem: question.problem
      ? question.problem.message ||
        coded('problem', question.value ? question.problem.code : 'required')
      : '',
    remark: remarkAt(draft.correction, question.ref),
    untouched: untouched(draft.correction, question),
    onChange: isOpen(draft.correction, question) ? () => go(paths.fill(draft.id, step)) : null,
  }))
}

/** Two touches, the second in another place: nobody throws a phiếu away by a slip. */
function Drop({ onDrop }: { onDrop(): void }) {
  const [sure, setSure] = useState(false)
  if (!sure) {
    return (
      <button type="button" class="button button--quiet" onClick={() => setSure(true)}>
        <Icon name="trash" />
        {t('fill.drop')}
      </button>
    )
  }
  return (
    <div class="box box--red">
      <p>{t('fill.dropSure')}</p>
      <div class="pair">
        <button type="button" class="button" onClick={() => setSure(false)}>
          {t('fill.dropNo')}
        </button>
        <button type="button" class="button button--red" onClick={onDrop}>
          {t('fill.dropYes')}
        </button>
      </div>
    </div>
  )
}
