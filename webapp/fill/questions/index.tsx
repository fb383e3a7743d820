// One question with its words, its field and what is wrong with it. Which field, its kind says.

import { ProblemBox } from '../../components/problem-box'
import { Prose } from '../../components/prose'
import { RemarkBox } from '../../components/remark-box'
import type { Question } from '../../engine'
import { t, wordForCode } from '../words'
import { type FormWriting, isCountQuestion } from '../writing'
import type { QuestionProps } from './asked'
import { TimeQuestion } from './clock-time'
import { CountQuestion } from './count'
import { DateQuestion } from './date'
import { GeopointQuestion } from './geopoint'
import { NoteQuestion } from './note'
import { NumberQuestion } from './number'
import { PictureQuestion } from './picture'
import { AcknowledgeQuestion, SelectQuestion } from './select'
import { TextQuestion } from './text'

interface QuestionBlockProps {
  question: Question
  /** What was said at it when the record was sent back, or ''. */
  remark: string
  writing: FormWriting
  /** Several questions on this screen: smaller words, and counts get steppers. */
  together: boolean
  /** Her half-typed answer, a code, or ''. */
  halfTyped: string
  /** She left the field, or wanted to go on: problems may be shown. */
  judged: boolean
  onSay(value: string): void
  onLeave(): void
  onHalfTyped(code: string): void
}

const questionElementId = (ref: string) => `q${ref.replace(/[^\w]/g, '-')}`

export function QuestionBlock(props: QuestionBlockProps) {
  const { question, remark, together, judged, halfTyped } = props
  const id = questionElementId(question.ref)
  if (question.kind === 'note') return <NoteQuestion text={question.label} id={id} />
  const problem = judged ? problemText(question, halfTyped) : ''
  const asked: QuestionProps = {
    question,
    writing: props.writing,
    id,
    invalid: problem !== '',
    remarked: remark !== '',
    say: props.onSay,
    leave: props.onLeave,
    unfinished: props.onHalfTyped,
  }
  const inLine = together && isCountQuestion(question)
  return (
    <section class={`question${inLine ? ' question--count' : ''}`} data-ref={question.ref}>
      <div class="question__words">
        <QuestionLabel question={question} id={id} together={together} />
        {question.hint && (
          <p class="question__hint" id={`${id}-hint`}>
            <Prose text={question.hint} />
          </p>
        )}
      </div>
      {remark && <RemarkBox id={`${id}-remark`} text={remark} />}
      <QuestionField asked={asked} together={together} />
      <div class="question__problem" aria-live="assertive">
        {problem && <ProblemBox id={`${id}-problem`} text={problem} />}
      </div>
    </section>
  )
}

function QuestionLabel({
  question,
  id,
  together,
}: {
  question: Question
  id: string
  together: boolean
}) {
  const words = (
    <>
      <Prose text={question.label} />
      {!question.required && <small class="question__free">{t('question.free')}</small>}
    </>
  )
  if (together) {
    return (
      <label class="question__label question__label--part" id={`${id}-label`} for={`${id}-input`}>
        {words}
      </label>
    )
  }
  return (
    <h2 class="question__label" id={`${id}-label`} tabIndex={-1}>
      {words}
    </h2>
  )
}

const problemText = ({ problem, value }: Question, halfTyped: string): string => {
  if (halfTyped) return wordForCode('problem', halfTyped)
  if (!problem) return ''
  return problem.message || wordForCode('problem', value ? problem.code : 'required')
}

function QuestionField({ asked, together }: { asked: QuestionProps; together: boolean }) {
  switch (asked.question.kind) {
    case 'text':
      return <TextQuestion {...asked} />
    case 'integer':
      return together && isCountQuestion(asked.question) ? (
        <CountQuestion {...asked} />
      ) : (
        <NumberQuestion {...asked} />
      )
    case 'decimal':
      return <NumberQuestion {...asked} />
    case 'date':
      return <DateQuestion {...asked} />
    case 'time':
    case 'dateTime':
      return <TimeQuestion {...asked} />
    case 'selectOne':
    case 'selectMultiple':
      return <SelectQuestion {...asked} />
    case 'acknowledge':
      return <AcknowledgeQuestion {...asked} />
    case 'geopoint':
      return <GeopointQuestion {...asked} />
    case 'file':
      return <PictureQuestion {...asked} />
    case 'note':
      return null
  }
}
