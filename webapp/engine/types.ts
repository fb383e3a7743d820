// What goes into the form engine and comes out of it: options, drafts, questions, problems, records.
// Shapes only; every file of the engine may import this one, and of theirs it imports only what kinds of questions there are.

import type { QuestionKind } from './question-types'

export type { QuestionKind }

/** Rows of the lists kept on the phone, by list name: org_units, teams … */
export type ChoiceLists = Record<string, Record<string, string>[]>

export interface FillingOptions {
  lists: ChoiceLists
  /** ISO 8601 with an offset, e.g. 2026-11-21T08:30:00.000+07:00 */
  now: string
  /** With its prefix: uuid:… */
  instanceId: string
  /** The instance id of the version that this one replaces. */
  deprecatedId?: string
  /** A fresh uuid, for the entities that the record makes. */
  uuid: () => string
  username: string
  deviceId: string
  language: string
  draft?: Draft
}

/** What is kept between two sittings. Answers that the form no longer knows are left aside. */
export interface Draft {
  formId: string
  version: string
  answers: Record<string, string>
  /** how many rows each repeat has */
  rows: Record<string, number>
}

export interface QuestionChoice {
  value: string
  label: string
  row?: Record<string, string>
}

export interface Problem {
  ref: string
  /** required, constraint, choiceUnknown, notInteger, notDecimal, notDate, notTime, notDateTime … */
  code: string
  /** The author's words in the language of the filling, '' where there are none. */
  message: string
}

export interface Question {
  ref: string
  kind: QuestionKind
  label: string
  hint: string
  value: string
  required: boolean
  readOnly: boolean
  appearance: string[]
  choices: QuestionChoice[]
  /** Labels of what was chosen, also of what is offered no more. */
  chosen: string[]
  problem: Problem | null
  mediaType: string
  /** What its author set beside the words: start, end, step. */
  parameters: Record<string, string>
}

export interface FormStep {
  ref: string
  label: string
  questions: string[]
  kind: 'question' | 'fieldList' | 'repeat'
}

export interface EntityWrite {
  list: string
  uuid: string
  action: 'create' | 'update'
  label: string
  data: Record<string, string>
}

export interface FinalizedRecord {
  xml: string
  attachments: string[]
  title: string
  problems: Problem[]
  entities: EntityWrite[]
  orgUnit: string
}

export interface Filling {
  /** instanceName as it stands, '' when unknown */
  readonly title: string
  /** The relevant screens in order. A 'repeat' step stands after its rows and asks "one more?". */
  steps(): FormStep[]
  question(ref: string): Question
  /** '' clears. Everything that depends on it is settled before this returns. */
  answer(ref: string, value: string): void
  addRow(repeatRef: string): void
  /** The ref of one row: /data/visit[2] */
  removeRow(rowRef: string): void
  problems(): Problem[]
  draft(): Draft
  finalize(now: string): FinalizedRecord
}
