// The table of question types as the engine needs it: which kind of question a definition means.
// The data is the server's too; a kind that is not in it is an error, never a text field.

import table from '../../api/domain/question_types.json'

export type QuestionKind = keyof typeof table

interface TypeEntry {
  control: string
  data: string[]
  media?: string
}

const KIND_BY_CONTROL = new Map(
  (Object.entries(table) as [QuestionKind, TypeEntry][]).flatMap(([kind, entry]) =>
    entry.data.map((data) => [`${entry.control} ${data} ${entry.media ?? ''}`, kind] as const),
  ),
)
const KNOWN_DATA = new Set(Object.values(table).flatMap((entry: TypeEntry) => entry.data))

/** A question that this version of the app can neither ask nor check. */
export class UnknownQuestionType extends Error {}

/** Throws UnknownQuestionType. */
export function questionKindOf(ref: string, control: string, data: string, media = '') {
  const kind = KIND_BY_CONTROL.get(`${control} ${data} ${media}`)
  if (!kind) throw new UnknownQuestionType(`${ref}: ${control} ${data} ${media}`)
  return kind
}

/** Of an answer that nobody is asked for. Throws UnknownQuestionType. */
export function unaskedKindOf(ref: string, data: string): QuestionKind {
  if (!KNOWN_DATA.has(data)) throw new UnknownQuestionType(`${ref}: ${data}`)
  return KIND_BY_CONTROL.get(`input ${data} `) ?? 'text'
}
