// Fields of administration's forms: label above, hint below it, what is wrong under the field.

import type { ComponentChildren, JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { Icon } from '../components/icon'
import { ProblemBox } from '../components/problem-box'
import type { FormState, FormValues } from './form'
import { t } from './words'

interface FormFieldProps<V extends FormValues> {
  form: FormState<V>
  name: keyof V & string
  label: string
  hint?: string
}

const fieldElementIds = ({ form: { id }, name }: { form: { id: string }; name: string }) => ({
  field: `${id}-${name}`,
  hint: `${id}-${name}-hint`,
  problem: `${id}-${name}-problem`,
})

function formFieldAttributes<V extends FormValues>({ form, name, hint }: FormFieldProps<V>) {
  const id = fieldElementIds({ form, name })
  const wrong = form.wrong[name]
  return {
    id: id.field,
    name,
    'aria-invalid': wrong ? (true as const) : undefined,
    'aria-describedby':
      [hint && id.hint, wrong && id.problem].filter(Boolean).join(' ') || undefined,
  }
}

function LabelledField<V extends FormValues>(
  props: FormFieldProps<V> & { children: ComponentChildren },
) {
  const { form, name, label, hint, children } = props
  const id = fieldElementIds(props)
  const wrong = form.wrong[name]
  return (
    <div class="field">
      <label class="field__label" for={id.field}>
        {label}
      </label>
      {hint && (
        <p class="field__hint" id={id.hint}>
          {hint}
        </p>
      )}
      {children}
      {wrong && <ProblemBox id={id.problem} text={wrong} />}
    </div>
  )
}

type TypingAttributes = Pick<
  JSX.IntrinsicElements['input'],
  'autocomplete' | 'autocapitalize' | 'inputMode' | 'spellcheck' | 'maxLength'
>

export function TextField<V extends FormValues>(props: FormFieldProps<V> & TypingAttributes) {
  const { form, name, label, hint, ...typing } = props
  return (
    <LabelledField {...props}>
      <input
        class="input"
        autocomplete="off"
        value={form.values[name]}
        onInput={(event) => form.say(name, event.currentTarget.value as V[typeof name])}
        {...typing}
        {...formFieldAttributes(props)}
      />
    </LabelledField>
  )
}

export const DayField = <V extends FormValues>(props: FormFieldProps<V>) => (
  <TextField {...props} hint={props.hint ?? t('day.hint')} maxLength={10} />
)

export function LongTextField<V extends FormValues>(props: FormFieldProps<V>) {
  const { form, name } = props
  return (
    <LabelledField {...props}>
      <textarea
        class="input"
        rows={3}
        value={form.values[name]}
        onInput={(event) => form.say(name, event.currentTarget.value as V[typeof name])}
        {...formFieldAttributes(props)}
      />
    </LabelledField>
  )
}

export function ChoiceField<V extends FormValues>(
  props: FormFieldProps<V> & { choices: readonly (readonly [string, string])[] },
) {
  const { form, name, choices } = props
  return (
    <LabelledField {...props}>
      <select
        class="input"
        value={form.values[name]}
        onChange={(event) => form.say(name, event.currentTarget.value as V[typeof name])}
        {...formFieldAttributes(props)}
      >
        {choices.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </LabelledField>
  )
}

interface FormFrameProps<V extends FormValues> {
  form: FormState<V>
  doWord: string
  tone?: 'main' | 'red'
  children: ComponentChildren
  /** The other way out, where it was opened by a button in the middle of a page. */
  close?: () => void
  /** One field and its button in one line. */
  inline?: boolean
}

/** The form itself, what is wrong with it as a whole, and its one button. */
export function FormFrame<V extends FormValues>({
  form,
  doWord,
  tone = 'main',
  children,
  close,
  inline,
}: FormFrameProps<V>) {
  useEffect(() => {
    // What is asked first gets the focus.
    if (close) form.at.current?.querySelector<HTMLElement>('input, select, textarea')?.focus()
  }, [])
  return (
    <form
      ref={form.at}
      class={`form form--${inline ? 'inline' : 'desk'}`}
      onSubmit={form.submit}
      noValidate
    >
      {children}
      {form.wrong[''] && (
        <p class="problem" role="alert" tabIndex={-1}>
          <Icon name="warn" />
          <span>
            <strong>{form.wrong['']}</strong> {t('form.stays')}
          </span>
        </p>
      )}
      <div class="pair">
        {close && (
          <button type="button" class="button" onClick={close}>
            {t('act.cancel')}
          </button>
        )}
        <button
          type="submit"
          class={`button${inline ? '' : ` button--${tone}`}${tone === 'red' ? ' button--filled' : ''}`}
          aria-disabled={form.busy}
        >
          {form.busy ? t('form.busy') : doWord}
        </button>
      </div>
    </form>
  )
}
