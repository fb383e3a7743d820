// One question with its words, its field and what is wrong with it. Which field, its kind says.

import { ProblemBox } from '../../components/problem-box'
import { Prose } from '../../components/prose'
import { RemarkBox } from '../../components/remark-box'
import type { Question } from '../../engine'
import { t, wordForCode } from '../words'
import type { FormWriting } from '../writing'
import type { QuestionProps } from './asked'
import { isCountQuestion } from './count'
import { QUESTION_TYPES } from './index'

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
  const { Field } = QUESTION_TYPES[question.kind]
  const problem = judged ? problemText(question, halfTyped) : ''
  const asked: QuestionProps = {
    question,
    writing: props.writing,
    id,
    together,
    invalid: problem !== '',
    remarked: remark !== '',
    say: props.onSay,
    leave: props.onLeave,
    unfinished: props.onHalfTyped,
  }
  if (question.kind === 'note') return <Field {...asked} />
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
      <Field {...asked} />
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
