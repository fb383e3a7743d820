// Org units as they stood on a day: found by name, or one level after another.

import { signal } from '@preact/signals'
import { today } from '../clock'
import { Chip } from '../components/chip'
import { Icon } from '../components/icon'
import { type Column, Table } from '../components/table'
import { useDoors } from '../ports'
import { paths, replace } from '../router'
import { coded } from '../words'
import { day as printed } from '../words/printed'
import { useAsked } from './asked'
import { DayField, FormFrame } from './fields'
import { useForm } from './form'
import type { Here } from './here'
import { Search } from './list'
import { Room } from './room'
import { Standing } from './standing'
import { dayFrom } from './typed'
import { useSettled } from './unit-field'
import type { UnitLine } from './wire'
import { a } from './words/administration'
import { noDay } from './wrong'

const typed = signal('')

export const unitPath = (id: string, day: string) =>
  paths.administration('don-vi', id, { ngay: day === today() ? '' : day })

export const insidePath = (id: string, day: string) =>
  paths.administration('don-vi', '', { trong: id, ngay: day === today() ? '' : day })

const undecidedPath = (day: string) =>
  paths.administration('don-vi', '', { 'chua-ro': '1', ngay: day === today() ? '' : day })

export function Units({ asked: { trong, ngay, 'chua-ro': undecided } }: Here) {
  const { person } = useDoors()
  const day = ngay ?? today()
  const root = person.assignments.find(({ role }) => role === 'admin')?.orgUnit.id ?? ''
  // What was looked for in the whole country is not looked for inside one unit.
  const search = useSettled(trong ? '' : typed.value).trim()
  const query = queryOf({ search, parent: trong ?? root, undecided })
  const asked = useAsked<UnitLine[]>(JSON.stringify({ day, ...query }), (line) =>
    line.get('/v1/orgUnits', { day, ...query }),
  )
  const go = (next: string) =>
    replace(undecided ? undecidedPath(next) : insidePath(trong ?? '', next))
  return (
    <Room
      title={a(undecided ? 'units.undecidedTitle' : 'units.title')}
      {...backOf(trong, undecided, day)}
    >
      <div class="sieve">
        {!undecided && !trong && (
          <Search
            label={a('units.search')}
            typed={typed.value}
            onType={(text) => {
              typed.value = text
            }}
          />
        )}
        <OnDay key={day} day={day} go={go} />
      </div>
      {undecided && <p>{a('units.undecidedSay')}</p>}
      {!undecided && !trong && (
        <a class="row-link row-link--here" href={undecidedPath(day)}>
          <Icon name="warn" />
          <span>{a('units.undecidedTitle')}</span>
          <Icon name="next" />
        </a>
      )}
      {day !== today() && <p class="fact">{a('units.asOn', { day: printed(day) })}</p>}
      <Standing asked={asked} />
      {asked.body && (
        <Table
          title={a('units.title')}
          rows={asked.body}
          columns={columns()}
          id={({ id, until }) => `${id}/${until ?? ''}`}
          href={({ id, until }) => unitPath(id, until ?? day)}
          {...(trong ? { words: ({ name, code }: UnitLine) => `${name} ${code ?? ''}` } : {})}
          empty={a(emptyWord(query))}
        />
      )}
    </Room>
  )
}

interface Query {
  search?: string
  parent?: string
  former?: 'true'
  undecided?: 'true'
}

/** What is looked for: what nobody has placed, a name of any day, or what stands below a unit. */
function queryOf(wanted: { search: string; parent: string; undecided: string | undefined }): Query {
  if (wanted.undecided) return { undecided: 'true' }
  if (wanted.search) return { search: wanted.search, former: 'true' }
  return { parent: wanted.parent }
}

function emptyWord({
  search,
  undecided,
}: Query): 'units.noneFound' | 'units.none' | 'units.allDecided' {
  if (undecided) return 'units.allDecided'
  return search ? 'units.noneFound' : 'units.none'
}

function backOf(inside: string | undefined, undecided: string | undefined, day: string) {
  if (undecided) return { back: insidePath('', day), backWord: a('units.title') }
  return inside ? { back: unitPath(inside, day), backWord: a('units.one') } : {}
}

const columns = (): Column<UnitLine>[] => [
  {
    key: 'name',
    title: a('units.name'),
    cell: (unit) => called(unit),
    weight: (unit) => unit.name,
  },
  { key: 'level', title: a('units.level'), cell: (unit) => coded('level', unit.level) },
  {
    key: 'code',
    title: a('units.code'),
    cell: (unit) => unit.code,
    weight: (unit) => unit.code ?? { apart: '' },
  },
  { key: 'in', title: a('units.in'), cell: (unit) => unit.lineage },
  {
    key: 'state',
    title: a('users.state'),
    cell: ({ undecided, until }) =>
      until ? (
        <Chip tone="stone" icon="pause">
          {a('units.until', { day: printed(until) })}
        </Chip>
      ) : (
        undecided && (
          <Chip tone="amber" icon="warn">
            {a('units.undecided')}
          </Chip>
        )
      ),
  },
]

/** Xã Bác Ái Đông; Phường 2 Bảo Lộc keeps its own kind. */
export const called = ({ kind, name }: { kind: string; name: string }) =>
  kind && !name.toLowerCase().startsWith(kind.toLowerCase()) ? `${kind} ${name}` : name

export function OnDay({ day, go }: { day: string; go(day: string): void }) {
  const form = useForm({
    name: `day/${day}`,
    first: { day: printed(day) },
    check: (values) => ({ day: noDay(values.day) }),
    send: async (_line, values) => ({ ok: true, status: 200, etag: '', body: values.day }),
    done: (said: string) => go(dayFrom(said)),
  })
  return (
    <FormFrame form={form} doWord={a('units.look')} inline>
      <DayField form={form} name="day" label={a('units.day')} />
    </FormFrame>
  )
}
