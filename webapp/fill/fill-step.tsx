// One screen of a form: its questions, where one is, back and on.

import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../components/icon'
import { Page } from '../components/page'
import { Prose } from '../components/prose'
import type { Problem, Question, Step } from '../engine'
import { cameFrom, go, paths, back as wayBack } from '../router'
import { t } from '../words'
import { isFree, isOpen, remarkAt, wayThrough } from './correction'
import { FillHead } from './fill-head'
import { KeptQuestion, OpenAll } from './fill-kept'
import { Ask } from './questions'
import { ReadAloud } from './read-aloud'
import { problemsOf, type Writing } from './writing'

interface StepProps {
  writing: Writing
  steps: Step[]
  nth: number
  onOut(): void
}

type HalfTyped = Record<string, string>

export function OneStep({ writing, steps, nth, onOut }: StepProps) {
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
  const way = wayThrough(writing.filling, correction)
  const later = way.find((each) => each > nth) ?? 'check'
  const earlier = way.filter((each) => each < nth).at(-1)
  const fromCheck = cameFrom(paths.fill(id, 'check'))
  const wrong = [
    ...Object.keys(halfTyped),
    ...problemsOf(writing.filling, step.questions).map(refOf),
  ]
  const questions = step.questions.map((ref) => writing.filling.question(ref))
  const shownWrong = wrong.some((ref) => judged.includes(ref))

  function on(): void {
    setJudged(step?.questions ?? [])
    if (wrong.length) focusOn(root.current, wrong)
    else if (fromCheck) history.back()
    else go(paths.fill(id, later))
  }

  const goBack = () => {
    if (fromCheck) history.back()
    else if (earlier !== undefined) wayBack(paths.fill(id, earlier))
    else onOut()
  }

  return (
    <Page
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
        {step.kind === 'repeat' && isFree(correction) && <OneMore writing={writing} step={step} />}
        {questions.map((question) => {
          const { ref, kind } = question
          if (kind !== 'note' && !isOpen(correction, question)) {
            return <KeptQuestion key={ref} question={question} />
          }
          return (
            <Ask
              key={ref}
              question={question}
              remark={remarkAt(correction, ref)}
              writing={writing}
              together={step.kind === 'fieldList'}
              halfTyped={halfTyped[ref] ?? ''}
              judged={judged.includes(ref)}
              onSay={(value) => writing.answer(ref, value)}
              onLeave={() => setJudged((before) => [...before, ref])}
              onHalfTyped={(code) => setHalfTyped((before) => without(before, ref, code))}
            />
          )
        })}
        <OpenAll writing={writing} />
        <ReadAloud pieces={toRead(step, questions)} />
      </form>
    </Page>
  )
}

/** A group's own label is shown, and read, only where its questions stand together. */
const toRead = ({ kind, label }: Step, questions: Question[]): string[] => [
  ...(kind === 'question' ? [] : [label]),
  ...questions.flatMap((question) => [question.label, question.hint]),
]

const refOf = (problem: Problem) => problem.ref

function without(before: HalfTyped, ref: string, code: string): HalfTyped {
  const { [ref]: _, ...rest } = before
  return code ? { ...rest, [ref]: code } : rest
}

/** To the first field that is wrong, in the order of the screen. */
function focusOn(root: HTMLElement | null, wrong: string[]): void {
  const sections = [...(root?.querySelectorAll<HTMLElement>('[data-ref]') ?? [])]
  const first = sections.find((each) => wrong.includes(each.dataset.ref ?? ''))
  first?.querySelector<HTMLElement>('input:not(.unseen), textarea, button')?.focus()
  first?.scrollIntoView({ block: 'center' })
}

function OneMore({ writing, step }: { writing: Writing; step: Step }) {
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
