// Which phiếu to write: by what it is about. When there is only one that fits, it opens at once.

import { useEffect } from 'preact/hooks'
import { Card, EmptyNotice } from '../components/card'
import { NetworkChip, StateChip } from '../components/chip'
import { Icon } from '../components/icon'
import { ScreenFrame } from '../components/page'
import type { Definition } from '../engine'
import { ownEntry } from '../entries'
import { beginForm } from '../fill/beginning'
import { type AppPorts, usePorts } from '../ports'
import { currentRoute, navigate, paths, type Route, replaceRoute } from '../router'
import { t } from '../words'
import { actionWord, entityWord } from '../words/form-words'
import { printedInstant } from '../words/printed'

interface FormGroup {
  /** '' for what is about nothing that a form registers. */
  list: string
  registers: Definition | null
  forms: Definition[]
}

export function ChooseFormScreen() {
  const ports = usePorts()
  const { ledger } = ports
  const { subject } = currentRoute.value as Extract<Route, { at: 'choose' }>
  const groups = subject ? formGroupsAbout(ports, subject) : allFormGroups(ports)
  const forms = groups.flatMap((group) => group.forms)
  const [only] = forms
  const alone = subject !== '' && forms.length === 1

  const start = (form: Definition, then: (path: string) => void) =>
    beginForm(ports, form, then, subject)

  useEffect(() => {
    if (only && alone) start(only, replaceRoute)
  }, [alone, only])

  if (alone) return <ScreenFrame title={t('fill.opening')}>{null}</ScreenFrame>
  return (
    <ScreenFrame title={t('choose.title')} chip={<NetworkChip />} bar>
      {groups.map(({ list, registers, forms: about }) => (
        <section key={list} class="stack" aria-label={entityWord(registers, 'name')}>
          {groups.length > 1 && <h2 class="section">{entityWord(registers, 'name')}</h2>}
          {about.map((form) => (
            <FormButton
              key={form.formId}
              form={form}
              first={form === only}
              registers={form.entities.length > 0}
              onPick={() => start(form, navigate)}
            />
          ))}
        </section>
      ))}
      {!forms.length && <EmptyNotice>{t('home.noForms')}</EmptyNotice>}
      {!subject && ledger.drafts.value.length > 0 && <h2 class="section">{t('choose.drafts')}</h2>}
      {!subject &&
        ledger.drafts.value.map((draft) => (
          <Card
            key={draft.id}
            href={paths.fill(draft.id)}
            title={draft.title || draft.formName}
            chip={<StateChip state="writing" />}
          >
            {t('home.draft', { at: printedInstant(draft.savedAt) })}
          </Card>
        ))}
    </ScreenFrame>
  )
}

/** What can be logged of this thing. */
function formGroupsAbout({ ledger }: AppPorts, id: string): FormGroup[] {
  const lists = ledger.lists.value
  const circle = ledger.circles.value.find(({ list }) =>
    ownEntry(lists, list)?.some((row) => row.name === id),
  )
  return circle ? [{ ...circle, forms: circle.activities }] : []
}

/** Every form that she can use: of each kind of thing its activity, then its register; then the rest. */
function allFormGroups({ ledger }: AppPorts): FormGroup[] {
  const offered = ledger.offered.value
  const around = ledger.circles.value.map(({ list, activities, registers }) => ({
    list,
    registers,
    forms: [...activities, ...(registers ? [registers] : [])].filter((form) =>
      offered.includes(form),
    ),
  }))
  const placed = around.flatMap((group) => group.forms)
  const rest = offered.filter((form) => !placed.includes(form))
  return [...around, { list: '', registers: null, forms: rest }].filter(
    (group) => group.forms.length,
  )
}

interface FormButtonProps {
  form: Definition
  first: boolean
  registers: boolean
  onPick(): void
}

const FormButton = ({ form, first, registers, onPick }: FormButtonProps) => (
  <button
    type="button"
    class={`button button--form${first ? ' button--main' : ''}`}
    onClick={onPick}
  >
    <Icon name={registers ? 'plus' : 'pen'} />
    {actionWord(form)}
  </button>
)
