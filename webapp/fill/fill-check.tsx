// Everything once more before it is finished; each answer leads back to its question.

import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../components/icon'
import { ScreenFrame } from '../components/page'
import { usePorts } from '../ports'
import { navigate, navigateOut, paths, navigateBack as wayBack } from '../router'
import { reportFault } from '../state/fault'
import { requestPersistentStorage } from '../store/durability'
import { isLeftUnchanged, isOpenForCorrection, remarkAt, stepsToCorrect } from './correction'
import { FillHead } from './fill-head'
import { OpenAllButton } from './fill-kept'
import { type CheckedAnswer, CheckedAnswerList } from './fill-lines'
import { answerInWords } from './questions'
import { askedQuestions } from './spoken'
import { t, wordForCode } from './words'
import type { FormWriting } from './writing'

export function FillCheck({ writing, onOut }: { writing: FormWriting; onOut(): void }) {
  const { courier, ledger, store } = usePorts()
  const [busy, setBusy] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  const { id, rootId, correction } = writing.draft
  const way = stepsToCorrect(writing.filling, correction)
  const lines = listCheckedAnswers(writing)
  const kept = lines.filter((line) => !line.onChange)
  const wrong = lines.filter((line) => line.problem).length
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
  }, [])

  async function finish(): Promise<void> {
    if (busy) return
    setBusy(true)
    const problems = await writing.finish().catch(reportFault)
    setBusy(false)
    if (!problems || problems.length) return heading.current?.focus()
    void requestPersistentStorage()
    await ledger.reloadWork()
    void courier.go().catch(reportFault)
    navigateOut(paths.mine(rootId))
  }

  async function drop(): Promise<void> {
    await store.dropDraft(id)
    await ledger.reloadWork()
    navigateOut(paths.home())
  }

  return (
    <ScreenFrame
      title={writing.draft.formName}
      keepFocus
      head={<FillHead writing={writing} nth="check" way={way} onOut={onOut} />}
      actions={
        <FinishActions
          back={() => wayBack(paths.fill(id, way.at(-1) ?? 0))}
          busy={busy}
          faded={wrong > 0}
          finish={() => void finish()}
        />
      }
    >
      <h2 ref={heading} class="question__label" tabIndex={-1}>
        {wrong ? t('fill.wrong', { n: wrong }) : t('fill.allHere')}
      </h2>
      <CheckedAnswerList lines={lines.filter((line) => line.onChange)} />
      {kept.length > 0 && <h3 class="section">{t('remark.kept')}</h3>}
      <CheckedAnswerList lines={kept} />
      <OpenAllButton writing={writing} />
      <DropDraftButton onDrop={() => void drop().catch(reportFault)} />
    </ScreenFrame>
  )
}

interface FinishActionsProps {
  back(): void
  busy: boolean
  /** Something still has to be put right. */
  faded: boolean
  finish(): void
}

const FinishActions = ({ back, busy, faded, finish }: FinishActionsProps) => (
  <>
    <button type="button" class="button" onClick={back}>
      {t('act.back')}
    </button>
    <button
      type="button"
      class={`button button--main${faded ? ' button--faded' : ''}`}
      aria-disabled={busy}
      onClick={finish}
    >
      <Icon name="check" />
      {t(busy ? 'fill.finishing' : 'fill.finish')}
    </button>
  </>
)

function listCheckedAnswers({ filling, draft }: FormWriting): CheckedAnswer[] {
  return askedQuestions(filling).map(({ step, question }) => ({
    ref: question.ref,
    label: question.label,
    text: answerInWords(question),
    problem: question.problem
      ? question.problem.message ||
        wordForCode('problem', question.value ? question.problem.code : 'required')
      : '',
    remark: remarkAt(draft.correction, question.ref),
    untouched: isLeftUnchanged(draft.correction, question),
    onChange: isOpenForCorrection(draft.correction, question)
      ? () => navigate(paths.fill(draft.id, step))
      : null,
  }))
}

/** Two touches, the second in another place: nobody throws a phiếu away by a slip. */
function DropDraftButton({ onDrop }: { onDrop(): void }) {
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
