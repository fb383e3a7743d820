// What approving a record would change, said before it is decided.

import type { Detail, Effect } from '../api/wire'
import { t } from '../words/office'
import { number } from '../words/printed'
import { open } from './deciding'

/** By unit, so that each name is said once. */
export function Effects({ detail }: { detail: Detail }) {
  if (!open(detail) || !detail.effect.length) return null
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
                  <strong>{changed(each)}</strong>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function changed({ before, after }: Effect): string {
  const said = { before: number(before ?? '0'), after: number(after ?? '0') }
  return t(before === after ? 'review.same' : 'review.change', said)
}
