// The answers of a record as the commune has it.

import type { Api } from '../api/client'
import type { SubmissionDetail } from '../api/wire'
import { language, wordForCode } from '../words'
import type { AnswerLine } from './lines'
import { PhotoView } from './photo'

export const submissionAnswerLines = (detail: SubmissionDetail, api: Api): AnswerLine[] =>
  detail.answers.map(({ ref, label, text, problem, attachment }) => ({
    ref,
    label,
    text,
    problem: problem
      ? (problem.message[language.value] ?? wordForCode('problem', problem.code))
      : '',
    extra: attachment ? (
      <PhotoView address={api.photoAddress(detail.xmlFormId, detail.instanceId, attachment)} />
    ) : null,
  }))
