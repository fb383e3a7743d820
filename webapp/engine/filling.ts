// One record being filled: its answers, what follows from them, and the XML that it becomes.

import { ownEntry, putEntry } from '../entries'
import { fitToType } from './answer'
import { Instance, type InstanceCell } from './cells'
import { OfferedChoices } from './choices'
import type { Definition } from './definition'
import { findProblem, isConditionMet } from './faults'
import { compileRules, type FormRules, type NodeRules, renderText, tryEvaluate } from './rules'
import { markTouched, settleInstance } from './settling'
import { stepsFromControls } from './steps'
import type {
  Draft,
  EntityWrite,
  Filling,
  FillingOptions,
  FinalizedRecord,
  FormStep,
  Problem,
  Question,
} from './types'
import { toXml } from './xml'
import { type Env, toText } from './xpath'

const ENTITY_ACTIONS = ['create', 'update'] as const
const TRUE_ANSWERS = ['1', 'true', 'True']
// What XML cannot carry, and halves of letters.
const UNWRITABLE_CHARACTERS = /(?![\t\n])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu

export class FormFilling implements Filling {
  readonly #rules: FormRules
  readonly #instance: Instance
  readonly #choices: OfferedChoices
  readonly #env: Env

  constructor(
    readonly definition: Definition,
    readonly options: FillingOptions,
  ) {
    this.#rules = compileRules(definition)
    this.#instance = new Instance(this.#rules)
    const languages = [options.language, ...definition.languages]
    this.#choices = new OfferedChoices(definition, options.lists, languages)
    const { root } = this.#instance
    this.#env = {
      now: options.now,
      instances: {},
      choiceLabel: (path, value) => this.#choiceLabel(path, value),
      itext: () => '',
      chance: () => 0,
    }
    this.#env.instances = this.#choices.instances(this.#env, root.node)
    this.#instance.grow(root, this.#rows)
    this.#instance.index()
    this.#begin(root)
  }

  get title(): string {
    return this.#instance.text(`${this.#rules.root.ref}/meta/instanceName`)
  }

  steps(): FormStep[] {
    return stepsFromControls(this.definition.body, this.#instance.root, (cell) => this.#label(cell))
  }

  question(ref: string): Question {
    const cell = this.#cell(ref)
    const { control } = cell.spec
    const offered = control?.list ? (this.#choices.of(cell, this.#env) ?? []) : []
    return {
      ref,
      kind: cell.spec.question,
      label: this.#label(cell),
      hint: renderText(cell.spec.hint, this.#choices.languages, cell.node, this.#env),
      value: cell.text,
      required: isConditionMet(cell.spec.required, cell, this.#env),
      readOnly: Boolean(cell.spec.calculate) || isConditionMet(cell.spec.readonly, cell, this.#env),
      appearance: control?.appearance ?? [],
      choices: offered,
      chosen: control?.list ? this.#choices.labels(cell, offered, this.#env) : [],
      problem: this.#problem(cell),
      mediaType: control?.mediaType ?? '',
      parameters: control?.parameters ?? {},
    }
  }

  answer(ref: string, value: string): void {
    const cell = this.#cell(ref)
    if (cell.write(cleanAnswer(value))) this.#settle(new Set([cell.spec.ref]))
  }

  addRow(repeatRef: string): void {
    const at = repeatRef.lastIndexOf('/')
    const parent = this.#cell(repeatRef.slice(0, at))
    const spec = parent.spec.parts.find((each) => each.name === repeatRef.slice(at + 1))
    if (!spec) throw new Error(repeatRef)
    this.#grown(parent, spec)
    this.#settleAll(spec)
  }

  removeRow(rowRef: string): void {
    const row = this.#cell(rowRef)
    this.#instance.removeRow(row)
    this.#settleAll(row.spec)
  }

  problems(): Problem[] {
    const living = this.#instance.all(this.#instance.root, false)
    return living.flatMap((cell) => (cell.spec.said.kind === 'field' && this.#problem(cell)) || [])
  }

  draft(): Draft {
    const { formId, version } = this.definition
    const answers: Draft['answers'] = {}
    const rows: Draft['rows'] = {}
    const { root } = this.#instance
    for (const cell of [root, ...this.#instance.all(root)]) {
      if (cell.leaf && isKeptInDraft(cell.spec)) putEntry(answers, cell.ref, cell.text)
      for (const spec of cell.spec.parts)
        if (spec.said.kind === 'repeat')
          putEntry(rows, `${cell.ref}/${spec.name}`, cell.rows(spec).length)
    }
    return { formId, version, answers, rows }
  }

  finalize(now: string): FinalizedRecord {
    this.#env.now = now
    const { root } = this.#instance
    for (const cell of this.#instance.all(root)) {
      if (cell.spec.said.preload === 'end') cell.write(now)
      else if (cell.leaf && !cell.spec.calculate) cell.write(cell.text.trim())
    }
    this.#settle(null)
    const files = this.#instance.all(root, false).filter((each) => each.spec.said.type === 'binary')
    return {
      xml: toXml(root, this.definition, this.options.deprecatedId),
      attachments: files.map((each) => each.text).filter(Boolean),
      title: this.title,
      problems: this.problems(),
      entities: this.#entities(),
      orgUnit: this.#instance.text(`${this.#rules.root.ref}/org_unit`),
    }
  }

  #cell(ref: string): InstanceCell {
    const cell = this.#instance.at(ref)
    if (!cell) throw new Error(ref)
    return cell
  }

  #label(cell: InstanceCell): string {
    return renderText(cell.spec.label, this.#choices.languages, cell.node, this.#env)
  }

  #problem(cell: InstanceCell): Problem | null {
    return findProblem(cell, this.#env, this.#choices)
  }

  #choiceLabel(path: string, value: string): string {
    const spec = this.#rules.specs.get(path.trim())
    const [cell] = spec ? this.#instance.of(spec) : []
    const offered = (cell && this.#choices.of(cell, this.#env)) ?? []
    return offered.find((choice) => choice.value === value)?.label ?? value
  }

  readonly #rows = (parentRef: string, spec: NodeRules): number =>
    ownEntry(this.options.draft?.rows, `${parentRef}/${spec.name}`) ?? (spec.count ? 0 : 1)

  readonly #grown = (parent: InstanceCell, spec: NodeRules): void => {
    const row = this.#instance.addRow(parent, spec, (_, inner) => (inner.count ? 0 : 1))
    this.#begin(row, false)
  }

  /** First answers of a record, or of a new row: kept ones, plain ones, then calculated ones. */
  #begin(top: InstanceCell, again = true): void {
    const fresh: InstanceCell[] = []
    for (const cell of this.#instance.all(top).filter((each) => each.leaf)) {
      const { said } = cell.spec
      const kept = again ? ownEntry(this.options.draft?.answers, cell.ref) : undefined
      cell.write(kept ?? this.#preload(said.preload) ?? said.value ?? '')
      if (said.preload === 'instanceID') cell.write(this.options.instanceId)
      if (kept === undefined && cell.spec.first) fresh.push(cell)
    }
    if (again) this.#settle(null)
    for (const cell of fresh) this.#first(cell)
  }

  #first(cell: InstanceCell): void {
    const value = cell.spec.first && tryEvaluate(cell.spec.first, cell.node, this.#env)
    if (value === undefined) return
    const { ref, said } = cell.spec
    if (cell.write(fitToType(said.type, toText(value)))) this.#settle(new Set([ref]))
  }

  #preload(name = ''): string | undefined {
    const { now, deviceId, username, uuid } = this.options
    if (name === 'uuid') return uuid()
    const known: Record<string, string> = { start: now, today: now.slice(0, 10), username }
    return name === 'deviceid' ? deviceId : ownEntry(known, name)
  }

  #settleAll(spec: NodeRules): void {
    const touched = new Set<string>()
    markTouched(spec, touched)
    this.#settle(touched)
  }

  #settle(touched: Set<string> | null): void {
    settleInstance(this.#instance, this.#env, touched, this.#grown)
  }

  #entities(): EntityWrite[] {
    return this.definition.entities.flatMap(({ ref, list, saves }) => {
      const said = (name: string) =>
        this.#instance.text(`${ref}/@${name}`) || this.#instance.text(`${ref}/${name}`)
      const action = ENTITY_ACTIONS.find((each) => TRUE_ANSWERS.includes(said(each)))
      if (!action) return []
      const saved = Object.entries(saves).map(([name, from]) => [name, this.#instance.text(from)])
      const data: Record<string, string> = Object.fromEntries(saved)
      return [{ list, uuid: said('id'), action, label: said('label'), data }]
    })
  }
}

/** What a draft has to keep: all that is not calculated again, or handed in again. */
const isKeptInDraft = (spec: NodeRules) =>
  (!spec.calculate || spec.said.volatile) && spec.said.preload !== 'instanceID'

const cleanAnswer = (value: string) =>
  value.replace(/\r\n?/g, '\n').replace(UNWRITABLE_CHARACTERS, '').normalize('NFC')
