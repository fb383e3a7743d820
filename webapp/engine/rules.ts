// A definition with its expressions compiled: what a node is, and what is expected of it.
// Holds no answers. Twin: api/domain/engine/rules.py

import type { Control, Definition, NodeSpec, Text, Tree } from './definition'
import type { Node } from './tree'
import { compile, type Env, type Expression, toText, type Value, XPathError } from './xpath'

export type Words = Record<string, string | (string | Expression)[]>

/** One node of the form. In a repeat it stands for that node in every row. */
export interface Spec {
  said: NodeSpec
  ref: string
  name: string
  parts: Spec[]
  relevant: Expression | undefined
  constraint: Expression | undefined
  calculate: Expression | undefined
  count: Expression | undefined
  first: Expression | undefined
  offered: Expression | undefined
  chosen: Expression | undefined
  required: Expression | boolean
  readonly: Expression | boolean
  requiredMessage: Words
  constraintMessage: Words
  label: Words
  hint: Words
  control: Control | undefined
  /** What its relevance, count and calculation read. */
  reads: string[]
}

export interface Rules {
  definition: Definition
  root: Spec
  specs: Map<string, Spec>
  order: Spec[]
}

export function load(definition: Definition): Rules {
  const ref = `/${definition.root}`
  const root = specOf({ ref, kind: 'group' }, [])
  const specs = new Map([[ref, root]])
  for (const said of definition.nodes) {
    const spec = specOf(said, definition.reads[said.ref] ?? [])
    specs.set(said.ref, spec)
    specs.get(said.ref.slice(0, said.ref.lastIndexOf('/')))?.parts.push(spec)
  }
  ask(definition.body, specs)
  const order = definition.order.flatMap((each) => specs.get(each) ?? [])
  return { definition, root, specs, order }
}

function specOf(said: NodeSpec, reads: string[]): Spec {
  return {
    said,
    reads,
    ref: said.ref,
    name: said.ref.slice(said.ref.lastIndexOf('/') + 1).replace('@', ''),
    parts: [],
    relevant: compiled(said.relevant),
    constraint: compiled(said.constraint),
    calculate: compiled(said.calculate),
    count: compiled(said.count),
    first: compiled(said.first),
    offered: undefined,
    chosen: undefined,
    required: condition(said.required),
    readonly: condition(said.readonly),
    requiredMessage: words(said.requiredMessage),
    constraintMessage: words(said.constraintMessage),
    label: {},
    hint: {},
    control: undefined,
  }
}

function ask(controls: Control[], specs: Map<string, Spec>): void {
  for (const control of controls) {
    const spec = specs.get(control.ref)
    if (spec) {
      spec.control = control
      spec.offered = compiled(control.offered)
      spec.chosen = compiled(control.chosen)
      spec.label = words(control.label)
      spec.hint = words(control.hint)
    }
    ask(control.children ?? [], specs)
  }
}

const compiled = (tree: Tree | undefined) => (tree === undefined ? undefined : compile(tree))

const condition = (said: Tree | true | undefined) =>
  said === true ? true : (compiled(said) ?? false)

export function words(text: Text = {}): Words {
  const made: Words = {}
  for (const [language, pieces] of Object.entries(text))
    made[language] =
      typeof pieces === 'string'
        ? pieces
        : pieces.map((piece) => (typeof piece === 'string' ? piece : compile(piece.value)))
  return made
}

/** The value, or nothing: a rule that cannot be evaluated here says nothing against an answer. */
export function worth(expression: Expression, node: Node, env: Env): Value | undefined {
  try {
    return expression(node, env)
  } catch (error) {
    if (error instanceof XPathError) return undefined
    throw error
  }
}

/** The words of one language, or of the first there is, with what their expressions are worth. */
export function say(made: Words, languages: string[], node: Node, env: Env): string {
  const known = languages.find((each) => made[each] !== undefined)
  const pieces = made[known ?? ''] ?? Object.values(made)[0] ?? ''
  if (typeof pieces === 'string') return pieces
  return pieces
    .map((piece) => (typeof piece === 'string' ? piece : figure(worth(piece, node, env) ?? '…')))
    .join('')
}

/** No figure yet is an ellipsis: nobody should have to read NaN. */
const figure = (value: Value) => toText(value).replace(/^NaN$/, '…')
