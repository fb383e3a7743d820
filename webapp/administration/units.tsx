// Org units as they stood on a day: found by name, or one level after another.

import { signal } from '@preact/signals'
import { today } from '../clock'
import { useDoors } from '../doors'
import { Chip } from '../parts/chip'
import { type Column, Table } from '../parts/table'
import { paths, replace } from '../router'
import { coded } from '../words'
import { a } from '../words/administration'
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
import { noDay } from './wrong'

const typed = signal('')

export const unitPath = (id: string, day: string) =>
  paths.administration('don-vi', id, { ngay: day === today() ? '' : day })

export const insidePath = (id: string, day: string) =>
  paths.administration('don-vi', '', { trong: id, ngay: day === today() ? '' : day })

export function Units({ asked: { trong, ngay } }: Here) {
  const { person } = useDoors()
  const roots = person.assignments.filter(({ role }) => role === 'admin')
  const day = ngay ?? today()
  const parent = trong ?? roots[0]?.orgUnit.id ?? ''
  const search = useSettled(typed.value).trim()
  const asked = useAsked<UnitLine[]>(`${day}/${search || parent}`, (line) =>
    line.get('/v1/orgUnits', search ? { search, day } : { parent, day }),
  )
  const rows = asked.body ?? []
  return (
    <Room
      title={a('units.title')}
      {...(trong ? { back: unitPath(trong, day), backWord: a('units.up') } : {})}
    >
      <div class="sieve">
        <Search
          label={a('units.search')}
          typed={typed.value}
          onType={(text) => {
            typed.value = text
          }}
        />
        <OnDay
          key={day}
          day={day}
          go={(next) =>
            replace(
              paths.administration('don-vi', '', {
                ...(trong ? { trong } : {}),
                ngay: next === today() ? '' : next,
              }),
            )
          }
        />
      </div>
      {day !== today() && <p class="fact">{a('units.asOn', { day: printed(day) })}</p>}
      <Standing asked={asked} />
      {asked.body && (
        <Table
          title={a('units.title')}
          rows={rows}
          columns={columns()}
          id={(unit) => unit.id}
          href={(unit) => unitPath(unit.id, day)}
          {...(search ? {} : { words: (unit: UnitLine) => `${unit.name} ${unit.code ?? ''}` })}
          empty={a(search ? 'units.noneFound' : 'units.none')}
        />
      )}
    </Room>
  )
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
    cell: (unit) =>
      unit.undecided && (
        <Chip tone="amber" icon="warn">
          {a('units.undecided')}
        </Chip>
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
