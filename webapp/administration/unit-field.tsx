// Which unit: typed with or without dấu, found on a day, chosen from what was found.

import { useEffect, useState } from 'preact/hooks'
import type { OrgUnit } from '../api/wire'
import { today } from '../clock'
import { Icon } from '../components/icon'
import { ProblemBox } from '../components/problem-box'
import { useOnlineQuery } from './asked'
import type { FormState, FormValues } from './form'
import { QueryNotice } from './standing'
import { t, wordForCode } from './words'
import { parseUnitChoice, serializeUnitChoice, type UnitChoice } from './wrong'

const DEBOUNCE_PAUSE = 250

/** What was typed, once she stops typing. */
export function useDebouncedText(typed: string): string {
  const [settled, setSettled] = useState(typed)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), DEBOUNCE_PAUSE)
    return () => clearTimeout(timer)
  }, [typed])
  return settled
}

interface UnitFieldProps {
  id: string
  label: string
  hint?: string
  chosen: UnitChoice | null
  day?: string
  wrong?: string | undefined
  /** Only these levels are offered. */
  levels?: readonly string[]
  onChoose(unit: UnitChoice | null): void
}

export function UnitField(props: UnitFieldProps) {
  const { id, label, hint, chosen, wrong, onChoose } = props
  return (
    <fieldset class="field field--unit" aria-describedby={wrong ? `${id}-problem` : undefined}>
      <legend class="field__label">{label}</legend>
      {hint && <p class="field__hint">{hint}</p>}
      {chosen ? (
        <div class="chosen">
          <p class="chosen__text">
            <strong>{chosen.name}</strong>
            {chosen.lineage && <small class="option__more">{chosen.lineage}</small>}
          </p>
          <button type="button" class="button button--small" onClick={() => onChoose(null)}>
            {t('unit.other')}
          </button>
        </div>
      ) : (
        <UnitSearch {...props} />
      )}
      {wrong && <ProblemBox id={`${id}-problem`} text={wrong} />}
    </fieldset>
  )
}

interface FormUnitFieldProps<V extends FormValues> {
  form: FormState<V>
  name: keyof V & string
  label: string
  hint?: string
  day?: string
  levels?: readonly string[]
}

/** The same as a field of a form: the form keeps what was chosen. */
export const FormUnitField = <V extends FormValues>({
  form,
  name,
  ...rest
}: FormUnitFieldProps<V>) => (
  <UnitField
    {...rest}
    id={`${form.id}-${name}`}
    chosen={parseUnitChoice(form.values[name] ?? '')}
    wrong={form.wrong[name]}
    onChoose={(unit) => form.say(name, serializeUnitChoice(unit))}
  />
)

function UnitSearch({ id, day, wrong, levels, onChoose }: UnitFieldProps) {
  const [typed, setTyped] = useState('')
  const settled = useDebouncedText(typed).trim()
  const on = day || today()
  return (
    <>
      <label class="search">
        <span class="search__label">
          <Icon name="search" />
          {t('choice.search')}
        </span>
        <input
          class="input"
          id={id}
          type="search"
          autocomplete="off"
          value={typed}
          aria-invalid={wrong ? true : undefined}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      {settled && (
        <UnitSearchResults search={settled} day={on} levels={levels} onChoose={onChoose} />
      )}
    </>
  )
}

interface UnitSearchResultsProps {
  search: string
  day: string
  levels: readonly string[] | undefined
  onChoose(unit: UnitChoice): void
}

function UnitSearchResults({ search, day, levels, onChoose }: UnitSearchResultsProps) {
  const asked = useOnlineQuery<OrgUnit[]>(`${day}/${search}`, (line) =>
    line.get('/v1/orgUnits', { search, day }),
  )
  const found = asked.body?.filter(({ level }) => !levels || levels.includes(level)) ?? []
  return (
    <div class="options">
      <QueryNotice asked={asked} />
      {found.map((unit) => (
        <button
          key={unit.id}
          type="button"
          class="option option--unit"
          onClick={() => onChoose({ id: unit.id, name: unit.name, lineage: unit.lineage })}
        >
          <span class="option__text">
            {unit.name}
            <small class="option__more">
              {[wordForCode('level', unit.level), unit.lineage].filter(Boolean).join(' · ')}
            </small>
          </span>
        </button>
      ))}
      <p class="options__rest" role="status">
        {asked.state === 'here' && !found.length && t('choice.none')}
      </p>
    </div>
  )
}
