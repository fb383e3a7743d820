// Where a unit of a divided commune went: said by a person with the document that says so, never
// guessed. What was decided before stays written.

import { Chip } from '../components/chip'
import { Icon } from '../components/icon'
import { ProblemBox } from '../components/problem-box'
import { printedDay, printedInstant } from '../words/printed'
import { FormFrame, TextField } from './fields'
import { useForm } from './form'
import { unitFullName } from './units'
import type { Placement, PlacementChoice, UnitDetail } from './wire'
import { t, wordForCode } from './words'
import { requiredError } from './wrong'

interface UnitPlacementsProps {
  unit: UnitDetail
  may: boolean
  done(): void
}

export function UnitPlacements({ unit, may, done }: UnitPlacementsProps) {
  if (!unit.choices.length && !unit.placements.length) return null
  return (
    <section class="stack">
      <h2 class="section">{t('placing.title')}</h2>
      {unit.choices.map((choice) => (
        <div key={choice.onDate} class="box stack">
          <p>
            {t('placing.say', {
              commune: unitFullName(choice.divided),
              day: printedDay(choice.onDate),
            })}{' '}
            {choice.undecided
              ? t('placing.taken', { unit: unitFullName(choice.parent) })
              : t('placing.stands', { unit: unitFullName(choice.parent) })}
          </p>
          {may && <PlacementForm unit={unit} choice={choice} done={done} />}
        </div>
      ))}
      {unit.placements.map((each) => (
        <PlacementRow key={each.id} placement={each} />
      ))}
    </section>
  )
}

function PlacementForm({
  unit,
  choice,
  done,
}: {
  unit: UnitDetail
  choice: PlacementChoice
  done(): void
}) {
  const form = useForm({
    name: `placing/${unit.id}/${choice.onDate}`,
    first: { parentId: choice.undecided ? '' : choice.parent.id, source: '' },
    check: ({ parentId, source }) => ({
      parentId: parentId ? '' : t('wrong.choose'),
      source: requiredError(source),
    }),
    send: (line, { parentId, source }) =>
      line.send('POST', `/v1/orgUnits/${encodeURIComponent(unit.id)}/placements`, {
        parentId,
        onDate: choice.onDate,
        source: source.trim(),
      }),
    done,
  })
  return (
    <FormFrame form={form} doWord={t('placing.do')}>
      <fieldset class="field">
        <legend class="field__label">{t('placing.among')}</legend>
        {choice.among.map(({ orgUnit, extent }) => (
          <label key={orgUnit.id} class="option">
            <input
              type="radio"
              name={`${form.id}-parent`}
              checked={form.values.parentId === orgUnit.id}
              aria-invalid={form.wrong.parentId ? true : undefined}
              onChange={() => form.say('parentId', orgUnit.id)}
            />
            <span class="option__text">
              {unitFullName(orgUnit)}
              <small class="option__more">{wordForCode('extent', extent)}</small>
            </span>
          </label>
        ))}
        {form.wrong.parentId && (
          <ProblemBox id={`${form.id}-parent-problem`} text={form.wrong.parentId} />
        )}
      </fieldset>
      <TextField
        form={form}
        name="source"
        label={t('unit.sourceField')}
        hint={t('placing.sourceHint')}
        maxLength={300}
      />
    </FormFrame>
  )
}

const PlacementRow = ({ placement }: { placement: Placement }) => (
  <div class={`dated${placement.inForce ? ' dated--now' : ''}`}>
    <div class="dated__row">
      <strong>{unitFullName(placement.parent)}</strong>
      <Chip
        tone={placement.inForce ? 'green' : 'stone'}
        icon={placement.inForce ? 'check' : 'pause'}
      >
        {t(placement.inForce ? 'placing.inForce' : 'target.over')}
      </Chip>
    </div>
    <span>{t('days.from', { day: printedDay(placement.onDate) })}</span>
    <span class="soft">{t('unit.source', { source: placement.source })}</span>
    <span class="soft">
      <Icon name="person" />{' '}
      {[placement.decidedBy?.displayName, printedInstant(placement.decidedAt)]
        .filter(Boolean)
        .join(', ')}
    </span>
  </div>
)
