// Which phiếu to write. When there is only one that fits, it opens at once.

import { useEffect } from 'preact/hooks'
import { beginForm } from '../beginning'
import { useDoors } from '../doors'
import type { Definition } from '../engine'
import { Card, Empty } from '../parts/card'
import { NetworkChip, StateChip } from '../parts/chip'
import { Icon } from '../parts/icon'
import { Page } from '../parts/page'
import { go, type Place, paths, place, replace } from '../router'
import { actionWord, t } from '../words/actions'
import { instant } from '../words/printed'

export function Choose() {
  const doors = useDoors()
  const { ledger } = doors
  const { subject } = place.value as Extract<Place, { at: 'choose' }>
  const forms = subject ? formsAbout(subject) : inOrder()
  const [only] = forms

  const start = (form: Definition, then: (path: string) => void) =>
    beginForm(doors, form, then, subject)

  useEffect(() => {
    if (subject && only && forms.length === 1) start(only, replace)
  }, [subject, forms.length])

  function formsAbout(id: string): Definition[] {
    const lists = ledger.lists.value
    const circle = ledger.circles.value.find(({ list }) =>
      lists[list]?.some((row) => row.name === id),
    )
    return circle?.activities ?? []
  }

  function inOrder(): Definition[] {
    const activities = ledger.circles.value.flatMap((circle) => circle.activities)
    return [...activities, ...ledger.definitions.value.filter((form) => !activities.includes(form))]
  }

  if (subject && forms.length === 1) return <Page title={t('fill.opening')}>{null}</Page>
  return (
    <Page title={t('choose.title')} chip={<NetworkChip />} bar>
      {forms.map((form, nth) => (
        <button
          key={form.formId}
          type="button"
          class={`button button--form${nth ? '' : ' button--main'}`}
          onClick={() => start(form, go)}
        >
          <Icon name={nth ? 'plus' : 'pen'} />
          {actionWord(form)}
        </button>
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
