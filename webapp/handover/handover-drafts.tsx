// Which half-written phiếu go along to the new leader: all, unless she takes some out.

import type { DraftRecord } from '../store/records'
import { printedInstant } from '../words/printed'
import { t } from './words'

interface DraftChoiceProps {
  drafts: DraftRecord[]
  left: Set<string>
  onChange(left: Set<string>): void
}

export function DraftChoice({ drafts, left, onChange }: DraftChoiceProps) {
  if (!drafts.length) return null
  const turn = (id: string) => {
    const next = new Set(left)
    if (!next.delete(id)) next.add(id)
    onChange(next)
  }
  return (
    <fieldset class="field pair--plain">
      <legend class="field__label">{t('handover.drafts')}</legend>
      <p class="soft">{t('handover.draftsSay')}</p>
      {drafts.map((draft) => (
        <label key={draft.id} class="tick">
          <input type="checkbox" checked={!left.has(draft.id)} onChange={() => turn(draft.id)} />
          <span>
            {draft.title || draft.formName}
            <span class="soft card__line">{printedInstant(draft.savedAt)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
