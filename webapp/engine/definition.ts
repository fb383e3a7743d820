// The shape of a form as the server publishes it (docs/forms.md). Everything is parsed already:
// a Tree is an expression, a Text is what the author wrote in every language.

import type { ExpressionTree } from './xpath'

export type { ExpressionTree }

/** Words by language code; a piece that is an expression is wrapped: {"value": tree}. */
export type LocalizedText = Record<string, string | (string | { value: ExpressionTree })[]>

export interface NodeSpec {
  /** Absolute, by local names; an attribute ends in "/@name". Parents come before their children. */
  ref: string
  kind: 'group' | 'repeat' | 'field' | 'attribute'
  /** A data type of the table of question types. */
  type?: string
  value?: string
  relevant?: ExpressionTree
  required?: ExpressionTree | true
  requiredMessage?: LocalizedText
  constraint?: ExpressionTree
  constraintMessage?: LocalizedText
  calculate?: ExpressionTree
  readonly?: ExpressionTree | true
  /** start, end, today, deviceid, username, instanceID, uuid */
  preload?: string
  /** A default that is an expression: answered once, when the record (or the repeat row) begins. */
  first?: ExpressionTree
  /** How many rows a repeat has, when an expression says so. */
  count?: ExpressionTree
  /** Photos are made no larger than this, on the longer side. */
  maxPixels?: number
  /** Calculated from the clock or from chance: never calculated again elsewhere. */
  volatile?: true
  /** Calculated from a list kept outside the form. */
  outside?: true
}

export interface ChoiceSpec {
  value: string
  label: LocalizedText
  columns?: Record<string, string>
}

export interface Control {
  ref: string
  /** group, repeat, or a control of the table of question types */
  kind: string
  appearance?: string[]
  label?: LocalizedText
  hint?: LocalizedText
  mediaType?: string
  /** What its author set beside the words: start, end, step. */
  parameters?: Record<string, string>
  /** A list in `choices`, or one kept outside (`lists`). */
  list?: string
  /** Which of its rows are offered: a path that ends in them. All, where there is none. */
  offered?: ExpressionTree
  /** The same path, narrowed to the row that holds the answer. */
  chosen?: ExpressionTree
  valueColumn?: string
  labelColumn?: string
  children?: Control[]
}

export interface EntitySpec {
  ref: string
  list: string
  /** property of the entity → the node whose answer it keeps */
  saves: Record<string, string>
  /** Among other lists, smaller first; none comes last. */
  position?: number
}

/** What one does with the form; and of what it registers: the sheet `words` of docs/forms.md. */
export type FormWord = 'action' | 'name' | 'mine' | 'here' | 'all' | 'members' | 'done' | 'due'

export interface Definition {
  shape: 1
  formId: string
  version: string
  title: string
  /** vault: only where her notebook is locked · sealed: and once finished not even for her to read */
  protection?: 'vault' | 'sealed'
  /** Codes; the first is the default. A form without languages has one, ''. */
  languages: string[]
  root: string
  namespaces: Record<string, string>
  nodes: NodeSpec[]
  body: Control[]
  choices: Record<string, ChoiceSpec[]>
  lists: string[]
  /** Nodes with a relevance, a calculation or a count, in the order in which they settle. */
  order: string[]
  /** For each of `order`, the nodes that it reads. */
  reads: Record<string, string[]>
  entities: EntitySpec[]
  indicators: Record<string, unknown>[]
  /** By word and language code, with the slots {n} and {month}; forms may have none. */
  words?: Partial<Record<FormWord, Record<string, string>>>
}
