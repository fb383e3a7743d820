// The answers of a record as the commune has it.

import type { Api } from '../api/client'
import type { Detail } from '../api/wire'
import { coded, language } from '../words'
import type { Line } from './lines'
import { Photo } from './photo'

export const detailLines = (detail: Detail, api: Api): Line[] =>
  detail.answers.map(({ ref, label, text, problem, attachment }) => ({
    ref,
    label,
    text,
    problem: problem ? (problem.message[language.value] ?? coded('problem', problem.code)) : '',
    extra: attachment ? (
      <Photo address={api.photoAddress(detail.xmlFormId, detail.instanceId, attachment)} />
    ) : null,
  }))
