// One org unit: how it stood on a day, every dated row it ever had, and what may be changed.

import { useState } from 'preact/hooks'
import { today } from '../clock'
import { Chip } from '../components/chip'
import { Icon, type IconName } from '../components/icon'
import { Lines } from '../components/lines'
import { paths, replace } from '../router'
import { coded } from '../words'
import { day as printed } from '../words/printed'
import { useAsked } from './asked'
import type { Here } from './here'
import { useReturning } from './returning'
import { Room, say } from './room'
import { Standing } from './standing'
import { AddBelow, type Changing, Close, Move, Rename } from './unit-change'
import { UnitHistory } from './unit-history'
import { Placing } from './unit-placing'
import { called, insidePath, OnDay, unitPath } from './units'
import type { UnitDetail } from './wire'
import { type AdministrationKey, a } from './words/administration'

export function Unit({ id, asked: { ngay } }: Here) {
  const day = ngay ?? today()
  const asked = useAsked<UnitDetail>(`${id}/${day}`, (line) =>
    line.get(`/v1/orgUnits/${encodeURIComponent(id)}`, { day }),
  )
  const unit = asked.body
  const above = unit?.onDay?.parentId ?? unit?.versions.at(-1)?.parentId
  return (
    <Room
      title={unit ? called(unit.onDay ?? lastOf(unit)) : a('units.one')}
      back={paths.administration('don-vi')}
      backWord={a('units.title')}
    >
      <Standing asked={asked} />
      {unit && (
        <div class="halves">
          <div class="stack">
            <OnDay key={day} day={day} go={(next) => replace(unitPath(id, next))} />
            <Stood unit={unit} day={day} />
            {above && (
              <a class="button" href={unitPath(above, day)}>
                <Icon name="up" />
                {a('units.up')}
              </a>
            )}
            {LEAVES.includes((unit.onDay ?? lastOf(unit)).level) || (
              <a class="button" href={insidePath(id, day)}>
                <Icon name="team" />
                {a('units.inside')}
              </a>
            )}
            <Placing
              unit={unit}
              may={unit.onDay?.within !== false}
              done={() => {
                say(a('placing.done'))
                asked.again()
              }}
            />
            <Changes unit={unit} again={asked.again} />
          </div>
          <UnitHistory unit={unit} />
        </div>
      )}
    </Room>
  )
}

const NOTHING = { kind: '', name: '–', level: '' }
export const lastOf = (unit: UnitDetail) => unit.versions.at(-1) ?? NOTHING

function Stood({ unit, day }: { unit: UnitDetail; day: string }) {
  const stood = unit.onDay
  if (!stood) return <p class="fact">{a('unit.notThere', { day: printed(day) })}</p>
  return (
    <section class="box stack" aria-label={a('unit.onDay', { day: printed(day) })}>
      <h2 class="box__title">{a('unit.onDay', { day: printed(day) })}</h2>
      {stood.undecided && (
        <Chip tone="amber" icon="warn">
          {a('units.undecided')}
        </Chip>
      )}
      <Lines
        lines={[
          line('name', a('units.name'), called(stood)),
          line('level', a('units.level'), coded('level', stood.level)),
          line('code', a('units.code'), stood.code ?? ''),
          line('in', a('units.in'), stood.lineage),
        ]}
      />
      {unit.illustrative && <p class="soft">{a('unit.illustrative')}</p>}
    </section>
  )
}

const line = (ref: string, label: string, text: string) => ({ ref, label, text, problem: '' })

type What = 'rename' | 'move' | 'close' | 'add'

const CHANGES: [What, IconName, AdministrationKey, AdministrationKey][] = [
  ['add', 'plus', 'unit.add', 'unit.added'],
  ['rename', 'pen', 'unit.rename', 'unit.renamed'],
  ['move', 'turn', 'unit.move', 'unit.moved'],
  ['close', 'stop', 'unit.close', 'unit.closed'],
]

const FORMS = { add: AddBelow, rename: Rename, move: Move, close: Close }

function Changes({ unit, again }: { unit: UnitDetail; again(): void }) {
  const [changing, setChanging] = useState<What | null>(null)
  const [last, setLast] = useState<What>('rename')
  const opener = useReturning(changing !== null)
  const now = unit.onDay
  if (unit.closedOn || (now && !now.within)) return null
  const Form = changing && FORMS[changing]
  const words = CHANGES.find(([what]) => what === changing)?.[3]
  const changed: Changing = {
    unit,
    close: () => setChanging(null),
    done() {
      setChanging(null)
      if (words) say(a(words))
      again()
    },
  }
  if (Form)
    return (
      <div class="box">
        <Form {...changed} />
      </div>
    )
  const offered = CHANGES.filter(([what]) => what !== 'add' || MAY_HOLD.includes(now?.level ?? ''))
  return (
    <section class="stack">
      <h2 class="section">{a('unit.changes')}</h2>
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
          {a(key)}
        </button>
      ))}
    </section>
  )
}

/** Below these there is nothing. */
const LEAVES = ['village', 'facility']

/** Below these something may be added by hand. */
const MAY_HOLD = ['province', 'commune']
