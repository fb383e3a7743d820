// One screen of a form: its questions, where one is, back and on.

import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../components/icon'
import { ScreenFrame } from '../components/page'
import { Prose } from '../components/prose'
import type { FormStep, Problem, Question } from '../engine'
import { ownEntry } from '../entries'
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

type Judging = ReturnType<typeof useJudging>

/** Whose problems are shown: the questions that she has left, or all once she wants to go on. */
function useJudging() {
  const [judged, judge] = useState<string[]>([])
  const [halfTyped, setHalfTyped] = useState<HalfTyped>({})
  return {
    judged,
    halfTyped,
    judge,
    leave: (ref: string) => judge((before) => [...before, ref]),
    noteHalfTyped: (ref: string, code: string) =>
      setHalfTyped((before) => replaceHalfTyped(before, ref, code)),
  }
}

/** The steps that she goes through, and how she goes on and back from this one. */
function wayThrough(writing: FormWriting, nth: number, onOut: () => void) {
  const { id, correction } = writing.draft
  const way = stepsToCorrect(writing.filling, correction)
  const later = way.find((each) => each > nth) ?? 'check'
  const earlier = way.filter((each) => each < nth).at(-1)
  const fromCheck = cameFrom(paths.fill(id, 'check'))
  const goOn = () => (fromCheck ? history.back() : navigate(paths.fill(id, later)))
  const goBack = () => {
    if (fromCheck) history.back()
    else if (earlier !== undefined) wayBack(paths.fill(id, earlier))
    else onOut()
  }
  return { way, fromCheck, goOn, goBack }
}

export function FillStep({ writing, steps, nth, onOut }: FillStepProps) {
  const judging = useJudging()
  const root = useRef<HTMLFormElement>(null)
  const step = steps[nth]
  useEffect(() => {
    writing.at(nth)
    root.current?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true })
  }, [])
  if (!step) return null
  const { way, fromCheck, goOn, goBack } = wayThrough(writing, nth, onOut)
  const wrong = [
    ...Object.keys(judging.halfTyped),
    ...problemsOf(writing.filling, step.questions).map(problemRef),
  ]
  const questions = step.questions.map((ref) => writing.filling.question(ref))
  const shownWrong = wrong.some((ref) => judging.judged.includes(ref))

  function on(): void {
    judging.judge(step?.questions ?? [])
    if (wrong.length) focusFirstWrong(root.current, wrong)
    else goOn()
  }

  return (
    <ScreenFrame
      title={writing.draft.formName}
      keepFocus
      head={<FillHead writing={writing} nth={nth} way={way} onOut={onOut} />}
      actions={<StepActions back={goBack} faded={shownWrong} done={fromCheck} />}
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
        {step.kind === 'fieldList' && step.label && <StepHeading label={step.label} />}
        {step.kind === 'repeat' && isWholeFormOpen(writing.draft.correction) && (
          <AddRepeatRow writing={writing} step={step} />
        )}
        {questions.map((question) => (
          <StepQuestion
            key={question.ref}
            question={question}
            writing={writing}
            together={step.kind === 'fieldList'}
            judging={judging}
          />
        ))}
        <OpenAllButton writing={writing} />
        <ReadAloud pieces={textsToRead(step, questions)} />
      </form>
    </ScreenFrame>
  )
}

interface StepActionsProps {
  back(): void
  faded: boolean
  /** She came from the check, and goes back to it. */
  done: boolean
}

const StepActions = ({ back, faded, done }: StepActionsProps) => (
  <>
    <button type="button" class="button" onClick={back}>
      {t('act.back')}
    </button>
    <button type="submit" form="step" class={`button button--main${faded ? ' button--faded' : ''}`}>
      {t(done ? 'act.doneHere' : 'act.next')}
    </button>
  </>
)

interface StepQuestionProps {
  question: Question
  writing: FormWriting
  together: boolean
  judging: Judging
}

function StepQuestion({ question, writing, together, judging }: StepQuestionProps) {
  const { ref, kind } = question
  const { correction } = writing.draft
  if (kind !== 'note' && !isOpenForCorrection(correction, question))
    return <KeptQuestion question={question} />
  return (
    <QuestionBlock
      question={question}
      remark={remarkAt(correction, ref)}
      writing={writing}
      together={together}
      halfTyped={ownEntry(judging.halfTyped, ref) ?? ''}
      judged={judging.judged.includes(ref)}
      onSay={(value) => writing.answer(ref, value)}
      onLeave={() => judging.leave(ref)}
      onHalfTyped={(code) => judging.noteHalfTyped(ref, code)}
    />
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

const StepHeading = ({ label }: { label: string }) => (
  <h2 class="question__label" tabIndex={-1}>
    <Prose text={label} />
  </h2>
)

function AddRepeatRow({ writing, step }: { writing: FormWriting; step: FormStep }) {
  return (
    <>
      <StepHeading label={step.label} />
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
