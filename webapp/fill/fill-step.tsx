// One screen of a form: its questions, where one is, back and on.

import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../components/icon'
import { ScreenFrame } from '../components/page'
import { Prose } from '../components/prose'
import type { FormStep, Problem, Question } from '../engine'
import { cameFrom, navigate, paths, navigateBack as wayBack } from '../router'
import { isOpenForCorrection, isWholeFormOpen, remarkAt, stepsToCorrect } from './correction'
import { FillHead } from './fill-head'
import { KeptQuestion, OpenAllButton } from './fill-kept'
import { QuestionBlock } from './questions/block'
import { ReadAloud } from './read-aloud'
import { t } from './words'
import { type FormWriting, problemsOf } from './writing'

interface FillStepProps {
  writing: FormWriting
  steps: FormStep[]
  nth: number
  onOut(): void
}

type HalfTyped = Record<string, string>

export function FillStep({ writing, steps, nth, onOut }: FillStepProps) {
  const [judged, setJudged] = useState<string[]>([])
  const [halfTyped, setHalfTyped] = useState<HalfTyped>({})
  const root = useRef<HTMLFormElement>(null)
  const step = steps[nth]
  useEffect(() => {
    writing.at(nth)
    root.current?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true })
  }, [])
  if (!step) return null
  const { id, correction } = writing.draft
  const way = stepsToCorrect(writing.filling, correction)
  const later = way.find((each) => each > nth) ?? 'check'
  const earlier = way.filter((each) => each < nth).at(-1)
  const fromCheck = cameFrom(paths.fill(id, 'check'))
  const wrong = [
    ...Object.keys(halfTyped),
    ...problemsOf(writing.filling, step.questions).map(problemRef),
  ]
  const questions = step.questions.map((ref) => writing.filling.question(ref))
  const shownWrong = wrong.some((ref) => judged.includes(ref))

  function on(): void {
    setJudged(step?.questions ?? [])
    if (wrong.length) focusFirstWrong(root.current, wrong)
    else if (fromCheck) history.back()
    else navigate(paths.fill(id, later))
  }

  const goBack = () => {
    if (fromCheck) history.back()
    else if (earlier !== undefined) wayBack(paths.fill(id, earlier))
    else onOut()
  }

  return (
    <ScreenFrame
      title={writing.draft.formName}
      keepFocus
      head={<FillHead writing={writing} nth={nth} way={way} onOut={onOut} />}
      actions={
        <>
          <button type="button" class="button" onClick={goBack}>
            {t('act.back')}
          </button>
          <button
            type="submit"
            form="step"
            class={`button button--main${shownWrong ? ' button--faded' : ''}`}
          >
            {t(fromCheck ? 'act.doneHere' : 'act.next')}
          </button>
        </>
      }
    >
      <form
        ref={root}
        id="step"
        class="step"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          on()
        }}
      >
        {step.kind === 'fieldList' && step.label && (
          <h2 class="question__label" tabIndex={-1}>
            <Prose text={step.label} />
          </h2>
        )}
        {step.kind === 'repeat' && isWholeFormOpen(correction) && (
          <AddRepeatRow writing={writing} step={step} />
        )}
        {questions.map((question) => {
          const { ref, kind } = question
          if (kind !== 'note' && !isOpenForCorrection(correction, question)) {
            return <KeptQuestion key={ref} question={question} />
          }
          return (
            <QuestionBlock
              key={ref}
              question={question}
              remark={remarkAt(correction, ref)}
              writing={writing}
              together={step.kind === 'fieldList'}
              halfTyped={halfTyped[ref] ?? ''}
              judged={judged.includes(ref)}
              onSay={(value) => writing.answer(ref, value)}
              onLeave={() => setJudged((before) => [...before, ref])}
              onHalfTyped={(code) => setHalfTyped((before) => replaceHalfTyped(before, ref, code))}
            />
          )
        })}
        <OpenAllButton writing={writing} />
        <ReadAloud pieces={textsToRead(step, questions)} />
      </form>
    </ScreenFrame>
  )
}

/** A group's own label is shown, and read, only where its questions stand together. */
const textsToRead = ({ kind, label }: FormStep, questions: Question[]): string[] => [
  ...(kind === 'question' ? [] : [label]),
  ...questions.flatMap((question) => [question.label, question.hint]),
]

const problemRef = (problem: Problem) => problem.ref

function replaceHalfTyped(before: HalfTyped, ref: string, code: string): HalfTyped {
  const { [ref]: _, ...rest } = before
  return code ? { ...rest, [ref]: code } : rest
}

/** To the first field that is wrong, in the order of the screen. */
function focusFirstWrong(root: HTMLElement | null, wrong: string[]): void {
  const sections = [...(root?.querySelectorAll<HTMLElement>('[data-ref]') ?? [])]
  const first = sections.find((each) => wrong.includes(each.dataset.ref ?? ''))
  first?.querySelector<HTMLElement>('input:not(.unseen), textarea, button')?.focus()
  first?.scrollIntoView({ block: 'center' })
}

function AddRepeatRow({ writing, step }: { writing: FormWriting; step: FormStep }) {
  return (
    <>
      <h2 class="question__label" tabIndex={-1}>
        <Prose text={step.label} />
      </h2>
      <button
        type="button"
        class="button"
        onClick={() => {
          writing.filling.addRow(step.ref)
          writing.turn.value++
        }}
      >
        <Icon name="plus" />
        {t('repeat.add')}
      </button>
    </>
  )
}
