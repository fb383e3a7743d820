// Where a reviewer says something at a question: what she has said already, and the way to say it.
// The whole line can be tapped.

import { useEffect, useRef } from 'preact/hooks'
import type { SubmissionDetail } from '../api/wire'
import { Icon } from '../components/icon'
import { questionByRef, textOfRemark } from '../components/remarks'
import { RemarkSheet } from './remark-sheet'
import type { RemarkEditing } from './remarking'
import { t } from './words'

interface QuestionRemarkProps {
  at: string
  label: string
  remarking: RemarkEditing
}

export function QuestionRemark({ at, label, remarking }: QuestionRemarkProps) {
  const said = textOfRemark(remarking.remarks, at)
  return (
    <>
      {said && (
        <p class="remark">
          <span>
            <strong>{t('remark.mine')}</strong> {said}
          </span>
        </p>
      )}
      <button
        type="button"
        class="remark-at"
        data-remark={at}
        aria-label={t(said ? 'remark.changeAt' : 'remark.at', { label })}
        onClick={() => remarking.ask(at)}
      >
        <Icon name="pen" />
        <span>{t(said ? 'remark.change' : 'remark.do')}</span>
      </button>
    </>
  )
}

const findRemarkButton = (ref: string) =>
  document.querySelector<HTMLElement>(`[data-remark="${CSS.escape(ref)}"]`)

export function RemarkDialog({
  detail,
  remarking,
}: {
  detail: SubmissionDetail
  remarking: RemarkEditing
}) {
  const { asked, remarks, ask, say } = remarking
  const before = useRef('')
  // Back to the question: whoever goes by keys goes on from there.
  useEffect(() => {
    const left = before.current
    before.current = asked
    if (!asked && left) findRemarkButton(left)?.focus()
  }, [asked])
  if (!asked) return null
  const { label, text } = questionByRef(detail, asked)
  return (
    <RemarkSheet
      key={asked}
      label={label}
      answer={text}
      before={textOfRemark(remarks, asked)}
      onSay={(said) => say(asked, said)}
      onClose={() => ask('')}
    />
  )
}
