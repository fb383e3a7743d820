// One org unit: how it stood on a day, every dated row it ever had, and what may be changed.

import { useState } from 'preact/hooks'
import { today } from '../clock'
import { Chip } from '../components/chip'
import { Icon, type IconName } from '../components/icon'
import { AnswerLines } from '../components/lines'
import { paths, replaceRoute } from '../router'
import { printedDay as printed } from '../words/printed'
import { useOnlineQuery } from './asked'
import type { RoomAddress } from './here'
import { useFocusReturn } from './returning'
import { AdministrationRoom, showSavedNotice } from './room'
import { QueryNotice } from './standing'
import {
  UnitAddForm,
  type UnitChangeProps,
  UnitClosingForm,
  UnitMoveForm,
  UnitRenameForm,
} from './unit-change'
import { UnitHistory } from './unit-history'
import { UnitPlacements } from './unit-placing'
import { UnitDayForm, unitFullName, unitPath, unitsInsidePath } from './units'
import type { UnitDetail } from './wire'
import { t, type WordKey, wordForCode } from './words'

export function UnitRoom({ id, asked: { ngay } }: RoomAddress) {
  const day = ngay ?? today()
  const asked = useOnlineQuery<UnitDetail>(`${id}/${day}`, (line) =>
    line.get(`/v1/orgUnits/${encodeURIComponent(id)}`, { day }),
  )
  const unit = asked.body
  const above = unit?.onDay?.parentId ?? unit?.versions.at(-1)?.parentId
  return (
    <AdministrationRoom
      title={unit ? unitFullName(unit.onDay ?? lastUnitVersion(unit)) : t('units.one')}
      back={paths.administration('don-vi')}
      backWord={t('units.title')}
    >
      <QueryNotice asked={asked} />
      {unit && (
        <div class="halves">
          <div class="stack">
            <UnitDayForm key={day} day={day} go={(next) => replaceRoute(unitPath(id, next))} />
            <UnitOnDay unit={unit} day={day} />
            {above && (
              <a class="button" href={unitPath(above, day)}>
                <Icon name="up" />
                {t('units.up')}
              </a>
            )}
            {LEAF_LEVELS.includes((unit.onDay ?? lastUnitVersion(unit)).level) || (
              <a class="button" href={unitsInsidePath(id, day)}>
                <Icon name="team" />
                {t('units.inside')}
              </a>
            )}
            <UnitPlacements
              unit={unit}
              may={unit.onDay?.within !== false}
              done={() => {
                showSavedNotice(t('placing.done'))
                asked.again()
              }}
            />
            <UnitChanges unit={unit} again={asked.again} />
          </div>
          <UnitHistory unit={unit} />
        </div>
      )}
    </AdministrationRoom>
  )
}

const EMPTY_UNIT_VERSION = { kind: '', name: '–', level: '' }
const lastUnitVersion = (unit: UnitDetail) => unit.versions.at(-1) ?? EMPTY_UNIT_VERSION

function UnitOnDay({ unit, day }: { unit: UnitDetail; day: string }) {
  const stood = unit.onDay
  if (!stood) return <p class="fact">{t('unit.notThere', { day: printed(day) })}</p>
  return (
    <section class="box stack" aria-label={t('unit.onDay', { day: printed(day) })}>
      <h2 class="box__title">{t('unit.onDay', { day: printed(day) })}</h2>
      {stood.undecided && (
        <Chip tone="amber" icon="warn">
          {t('units.undecided')}
        </Chip>
      )}
      <AnswerLines
        lines={[
          unitFactLine('name', t('units.name'), unitFullName(stood)),
          unitFactLine('level', t('units.level'), wordForCode('level', stood.level)),
          unitFactLine('code', t('units.code'), stood.code ?? ''),
          unitFactLine('in', t('units.in'), stood.lineage),
        ]}
      />
      {unit.illustrative && <p class="soft">{t('unit.illustrative')}</p>}
    </section>
  )
}

const unitFactLine = (ref: string, label: string, text: string) => ({
  ref,
  label,
  text,
  problem: '',
})

type UnitChangeKind = 'rename' | 'move' | 'close' | 'add'

const UNIT_CHANGES: [UnitChangeKind, IconName, WordKey, WordKey][] = [
  ['add', 'plus', 'unit.add', 'unit.added'],
  ['rename', 'pen', 'unit.rename', 'unit.renamed'],
  ['move', 'turn', 'unit.move', 'unit.moved'],
  ['close', 'stop', 'unit.close', 'unit.closed'],
]

const UNIT_CHANGE_FORMS = {
  add: UnitAddForm,
  rename: UnitRenameForm,
  move: UnitMoveForm,
  close: UnitClosingForm,
}

function UnitChanges({ unit, again }: { unit: UnitDetail; again(): void }) {
  const [changing, setChanging] = useState<UnitChangeKind | null>(null)
  const [last, setLast] = useState<UnitChangeKind>('rename')
  const opener = useFocusReturn(changing !== null)
  const now = unit.onDay
  if (unit.closedOn || (now && !now.within)) return null
  const Form = changing && UNIT_CHANGE_FORMS[changing]
  const words = UNIT_CHANGES.find(([what]) => what === changing)?.[3]
  const changed: UnitChangeProps = {
    unit,
    close: () => setChanging(null),
    done() {
      setChanging(null)
      if (words) showSavedNotice(t(words))
      again()
    },
  }
  if (Form)
    return (
      <div class="box">
        <Form {...changed} />
      </div>
    )
  const offered = UNIT_CHANGES.filter(
    ([what]) => what !== 'add' || EXTENSIBLE_LEVELS.includes(now?.level ?? ''),
  )
  return (
    <section class="stack">
      <h2 class="section">{t('unit.changes')}</h2>
      {offered.map(([what, icon, key]) => (
        <button
          key={what}
          ref={what === last ? opener : null}
          type="button"
          class="button"
          onClick={() => {
            setLast(what)
            setChanging(what)
          }}
        >
          <Icon name={icon} />
          {t(key)}
        </button>
      ))}
    </section>
  )
}

/** Below these there is nothing. */
const LEAF_LEVELS = ['village', 'facility']

/** Below these something may be added by hand. */
const EXTENSIBLE_LEVELS = ['province', 'commune']
