// What approving a record would change, said before it is decided.

import type { IndicatorEffect, SubmissionDetail } from '../api/wire'
import { printedNumber } from '../words/printed'
import { isDecidable } from './deciding'
import { t } from './words'

/** By unit, so that each name is said once. */
export function ApprovalEffects({ detail }: { detail: SubmissionDetail }) {
  if (!isDecidable(detail) || !detail.effect.length) return null
  const units = [...new Map(detail.effect.map(({ orgUnit }) => [orgUnit.id, orgUnit])).values()]
  return (
    <div class="box box--indigo">
      {units.map((unit) => (
        <section key={unit.id}>
          <h2 class="box__title">{t('review.ifApproved', { unit: unit.name })}</h2>
          <ul class="effects">
            {detail.effect
              .filter(({ orgUnit }) => orgUnit.id === unit.id)
              .map((each) => (
                <li key={each.indicator}>
                  <span>{each.name}</span>
                  <strong>{approvalEffectText(each)}</strong>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function approvalEffectText({ before, after }: IndicatorEffect): string {
  const said = { before: printedNumber(before ?? '0'), after: printedNumber(after ?? '0') }
  return t(before === after ? 'review.same' : 'review.change', said)
}
