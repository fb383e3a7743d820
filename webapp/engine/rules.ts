// A definition with its expressions compiled: what a node is, and what is expected of it.
// Holds no answers. Twin: api/domain/engine/rules.py

import { ownEntry, putEntry } from '../entries'
import type { Control, Definition, ExpressionTree, LocalizedText, NodeSpec } from './definition'
import { type QuestionKind, questionKindOf, unaskedKindOf } from './question-types'
import type { Node } from './tree'
import {
  compileTree,
  type Env,
  type Expression,
  LONGEST_TEXT,
  toText,
  XPathError,
  type XPathValue,
} from './xpath'

/** What an expression may put into words for people, in letters: it may do so many times. */
const LONGEST_FIGURE = 2000

export type CompiledText = Record<string, string | (string | Expression)[]>

/** One node of the form. In a repeat it stands for that node in every row. */
export interface NodeRules {
  said: NodeSpec
  ref: string
  name: string
  parts: NodeRules[]
  relevant: Expression | undefined
  constraint: Expression | undefined
  calculate: Expression | undefined
  count: Expression | undefined
  first: Expression | undefined
  offered: Expression | undefined
  chosen: Expression | undefined
  required: Expression | boolean
  readonly: Expression | boolean
  requiredMessage: CompiledText
  constraintMessage: CompiledText
  label: CompiledText
  hint: CompiledText
  control: Control | undefined
  question: QuestionKind
  /** What its relevance, count and calculation read. */
  reads: string[]
}

export interface FormRules {
  definition: Definition
  root: NodeRules
  specs: Map<string, NodeRules>
  order: NodeRules[]
}

/** Throws UnknownQuestionType. */
export function compileRules(definition: Definition): FormRules {
  const ref = `/${definition.root}`
  const root = nodeRulesOf({ ref, kind: 'group' }, [])
  const specs = new Map([[ref, root]])
  for (const said of definition.nodes) {
    const spec = nodeRulesOf(said, ownEntry(definition.reads, said.ref) ?? [])
    specs.set(said.ref, spec)
    specs.get(said.ref.slice(0, said.ref.lastIndexOf('/')))?.parts.push(spec)
  }
  attachControls(definition.body, specs)
  const order = definition.order.flatMap((each) => specs.get(each) ?? [])
  return { definition, root, specs, order }
}

function nodeRulesOf(said: NodeSpec, reads: string[]): NodeRules {
  return {
    said,
    reads,
    ref: said.ref,
    name: said.ref.slice(said.ref.lastIndexOf('/') + 1).replace('@', ''),
    parts: [],
    relevant: compileOptional(said.relevant),
    constraint: compileOptional(said.constraint),
    calculate: compileWorth('string', said.calculate),
    count: compileWorth('number', said.count),
    first: compileWorth('string', said.first),
    offered: undefined,
    chosen: undefined,
    required: compileCondition(said.required),
    readonly: compileCondition(said.readonly),
    requiredMessage: compileText(said.requiredMessage),
    constraintMessage: compileText(said.constraintMessage),
    label: {},
    hint: {},
    control: undefined,
    question: said.kind === 'field' ? unaskedKindOf(said.ref, said.type ?? 'string') : 'text',
  }
}

function attachControls(controls: Control[], specs: Map<string, NodeRules>): void {
  for (const control of controls) {
    const spec = specs.get(control.ref)
    if (spec) {
      spec.control = control
      if (!control.children)
        spec.question = questionKindOf(
          control.ref,
          control.kind,
          spec.said.type ?? 'string',
          control.mediaType,
        )
      spec.offered = compileOptional(control.offered)
      spec.chosen = compileOptional(control.chosen)
      spec.label = compileText(control.label)
      spec.hint = compileText(control.hint)
    }
    attachControls(control.children ?? [], specs)
  }
}

const compileOptional = (tree: ExpressionTree | undefined) =>
  tree === undefined ? undefined : compileTree(tree)

/** As text, or as a number: becoming one is a part of the evaluation, and paid for in it. */
const compileWorth = (kind: 'string' | 'number', tree: ExpressionTree | undefined) =>
  tree === undefined ? undefined : compileTree([kind, tree])

const compileCondition = (said: ExpressionTree | true | undefined) =>
  said === true ? true : (compileOptional(said) ?? false)

export function compileText(text: LocalizedText = {}): CompiledText {
  const made: CompiledText = {}
  for (const [language, pieces] of Object.entries(text))
    putEntry(
      made,
      language,
      typeof pieces === 'string'
        ? pieces
        : pieces.map((piece) =>
            typeof piece === 'string' ? piece : compileTree(['string', piece.value]),
          ),
    )
  return made
}

/** The value, or nothing: a rule that cannot be evaluated here says nothing against an answer. */
export function tryEvaluate(expression: Expression, node: Node, env: Env): XPathValue | undefined {
  try {
    return expression(node, env)
  } catch (error) {
    if (error instanceof XPathError) return undefined
    throw error
  }
}

/** The words of one language, or of the first there is, with what their expressions are worth. */
export function renderText(made: CompiledText, languages: string[], node: Node, env: Env): string {
  const known = languages.find((each) => ownEntry(made, each) !== undefined)
  const pieces = ownEntry(made, known ?? '') ?? Object.values(made)[0] ?? ''
  if (typeof pieces === 'string') return pieces
  let words = ''
  for (const piece of pieces)
    if (words.length <= LONGEST_TEXT)
      words +=
        typeof piece === 'string' ? piece : renderFigure(tryEvaluate(piece, node, env) ?? '…')
  return words
}

/** No figure yet is an ellipsis: nobody should have to read NaN. */
function renderFigure(value: XPathValue): string {
  const text = toText(value)
  if (text.length <= LONGEST_FIGURE) return text.replace(/^NaN$/, '…')
  const letters = [...text.slice(0, 2 * LONGEST_FIGURE + 2)]
  return letters.length > LONGEST_FIGURE
    ? `${letters.slice(0, LONGEST_FIGURE).join('')}…`
    : letters.join('')
}
