// Which phiếu to write: by what it is about. When there is only one that fits, it opens at once.

import { useEffect } from 'preact/hooks'
import { Card, Empty } from '../components/card'
import { NetworkChip, StateChip } from '../components/chip'
import { Icon } from '../components/icon'
import { Page } from '../components/page'
import type { Definition } from '../engine'
import { beginForm } from '../fill/beginning'
import { type Doors, useDoors } from '../ports'
import { go, type Place, paths, place, replace } from '../router'
import { actionWord, t } from '../words/actions'
import { instant } from '../words/printed'
import { thingWord } from '../words/things'

interface Group {
  list: string
  forms: Definition[]
}

export function Choose() {
  const doors = useDoors()
  const { ledger } = doors
  const { subject } = place.value as Extract<Place, { at: 'choose' }>
  const groups = subject ? groupAbout(doors, subject) : allGroups(doors)
  const forms = groups.flatMap((group) => group.forms)
  const [only] = forms
  const alone = subject !== '' && forms.length === 1

  const start = (form: Definition, then: (path: string) => void) =>
    beginForm(doors, form, then, subject)

  useEffect(() => {
    if (only && alone) start(only, replace)
  }, [alone, only])

  if (alone) return <Page title={t('fill.opening')}>{null}</Page>
  return (
    <Page title={t('choose.title')} chip={<NetworkChip />} bar>
      {groups.map(({ list, forms: about }) => (
        <section key={list} class="stack" aria-label={thingWord(list, 'name')}>
          {groups.length > 1 && <h2 class="section">{thingWord(list, 'name')}</h2>}
          {about.map((form) => (
            <FormButton
              key={form.formId}
              form={form}
              first={form === only}
              registers={form.entities.length > 0}
              onPick={() => start(form, go)}
            />
          ))}
        </section>
      ))}
      {!forms.length && <Empty>{t('home.noForms')}</Empty>}
      {!subject && ledger.drafts.value.length > 0 && <h2 class="section">{t('choose.drafts')}</h2>}
      {!subject &&
        ledger.drafts.value.map((draft) => (
          <Card
            key={draft.id}
            href={paths.fill(draft.id)}
            title={draft.title || draft.formName}
            chip={<StateChip state="writing" />}
          >
            {t('home.draft', { at: instant(draft.savedAt) })}
          </Card>
        ))}
    </Page>
  )
}

/** What can be logged of this thing. */
function groupAbout({ ledger }: Doors, id: string): Group[] {
  const lists = ledger.lists.value
  const circle = ledger.circles.value.find(({ list }) =>
    lists[list]?.some((row) => row.name === id),
  )
  return circle ? [{ list: circle.list, forms: circle.activities }] : []
}

/** Every form that she can use: of each kind of thing its activity, then its register; then the rest. */
function allGroups({ ledger }: Doors): Group[] {
  const offered = ledger.offered.value
  const around = ledger.circles.value.map(({ list, activities, registers }) => ({
    list,
    forms: [...activities, ...(registers ? [registers] : [])].filter((form) =>
      offered.includes(form),
    ),
  }))
  const placed = around.flatMap((group) => group.forms)
  const rest = offered.filter((form) => !placed.includes(form))
  return [...around, { list: '', forms: rest }].filter((group) => group.forms.length)
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
