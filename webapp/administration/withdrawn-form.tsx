// A form that is withdrawn at once on all phones, and opened again. What was written is taken still.

import { Chip } from '../components/chip'
import { printedInstant } from '../words/printed'
import { ActionButton } from './act'
import type { ApiLine } from './asked'
import { showSavedNotice } from './room'
import type { FormBrief } from './wire'
import { t } from './words'

export const WithdrawnChip = () => (
  <Chip tone="amber" icon="stop">
    {t('forms.withdrawn')}
  </Chip>
)

const stateChange = (form: FormBrief, state: FormBrief['state']) => (line: ApiLine) =>
  line.send<unknown>('PATCH', `/v1/projects/1/forms/${encodeURIComponent(form.xmlFormId)}`, {
    state,
  })

export function FormWithdrawal({ form, changed }: { form: FormBrief; changed(): void }) {
  const done = (said: 'forms.withdrawnNow' | 'forms.reopenedNow') => () => {
    showSavedNotice(t(said, { form: form.name }))
    changed()
  }
  if (form.state !== 'closing')
    return (
      <ActionButton
        key="withdraw"
        icon="stop"
        words={t('forms.withdraw')}
        sure={t('forms.withdrawSure')}
        tone="red"
        send={stateChange(form, 'closing')}
        done={done('forms.withdrawnNow')}
      />
    )
  return (
    <section class="box stack">
      <WithdrawnChip />
      <p>{t('forms.withdrawnSince', { at: printedInstant(form.withdrawnAt ?? '') })}</p>
      <ActionButton
        key="reopen"
        icon="check"
        words={t('forms.reopen')}
        send={stateChange(form, 'open')}
        done={done('forms.reopenedNow')}
      />
    </section>
  )
}
