// Org units as they stood on a day: found by name, or one level after another.

import { signal } from '@preact/signals'
import { today } from '../clock'
import { Chip } from '../components/chip'
import { Icon } from '../components/icon'
import { Table } from '../components/table'
import type { TableColumn } from '../components/table-column'
import { usePorts } from '../ports'
import { paths, replaceRoute } from '../router'
import { printedDay as printed } from '../words/printed'
import { useOnlineQuery } from './asked'
import { DayField, FormFrame } from './fields'
import { useForm } from './form'
import type { RoomAddress } from './here'
import { ListSearchField } from './list'
import { AdministrationRoom } from './room'
import { QueryNotice } from './standing'
import { parseTypedDay } from './typed'
import { useDebouncedText } from './unit-field'
import type { UnitLine } from './wire'
import { t, wordForCode } from './words'
import { dayError } from './wrong'

const unitSearchText = signal('')

export const unitPath = (id: string, day: string) =>
  paths.administration('don-vi', id, { ngay: day === today() ? '' : day })

export const unitsInsidePath = (id: string, day: string) =>
  paths.administration('don-vi', '', { trong: id, ngay: day === today() ? '' : day })

const undecidedUnitsPath = (day: string) =>
  paths.administration('don-vi', '', { 'chua-ro': '1', ngay: day === today() ? '' : day })

export function UnitsRoom({ asked: { trong, ngay, 'chua-ro': undecided } }: RoomAddress) {
  const { person } = usePorts()
  const day = ngay ?? today()
  const root = person.assignments.find(({ role }) => role === 'admin')?.orgUnit.id ?? ''
  // What was looked for in the whole country is not looked for inside one unit.
  const search = useDebouncedText(trong ? '' : unitSearchText.value).trim()
  const query = unitsQueryFor({ search, parent: trong ?? root, undecided })
  const asked = useOnlineQuery<UnitLine[]>(JSON.stringify({ day, ...query }), (line) =>
    line.get('/v1/orgUnits', { day, ...query }),
  )
  const go = (next: string) =>
    replaceRoute(undecided ? undecidedUnitsPath(next) : unitsInsidePath(trong ?? '', next))
  return (
    <AdministrationRoom
      title={t(undecided ? 'units.undecidedTitle' : 'units.title')}
      {...unitsBackLink(trong, undecided, day)}
    >
      <div class="sieve">
        {!undecided && !trong && (
          <ListSearchField
            label={t('units.search')}
            typed={unitSearchText.value}
            onType={(text) => {
              unitSearchText.value = text
            }}
          />
        )}
        <UnitDayForm key={day} day={day} go={go} />
      </div>
      {undecided && <p>{t('units.undecidedSay')}</p>}
      {!undecided && !trong && (
        <a class="row-link row-link--here" href={undecidedUnitsPath(day)}>
          <Icon name="warn" />
          <span>{t('units.undecidedTitle')}</span>
          <Icon name="next" />
        </a>
      )}
      {day !== today() && <p class="fact">{t('units.asOn', { day: printed(day) })}</p>}
      <QueryNotice asked={asked} />
      {asked.body && (
        <Table
          title={t('units.title')}
          rows={asked.body}
          columns={unitColumns()}
          id={({ id, until }) => `${id}/${until ?? ''}`}
          href={({ id, until }) => unitPath(id, until ?? day)}
          {...(trong ? { words: ({ name, code }: UnitLine) => `${name} ${code ?? ''}` } : {})}
          empty={t(emptyUnitsKey(query))}
        />
      )}
    </AdministrationRoom>
  )
}

interface UnitsQuery {
  search?: string
  parent?: string
  former?: 'true'
  undecided?: 'true'
}

/** What is looked for: what nobody has placed, a name of any day, or what stands below a unit. */
function unitsQueryFor(wanted: {
  search: string
  parent: string
  undecided: string | undefined
}): UnitsQuery {
  if (wanted.undecided) return { undecided: 'true' }
  if (wanted.search) return { search: wanted.search, former: 'true' }
  return { parent: wanted.parent }
}

function emptyUnitsKey({
  search,
  undecided,
}: UnitsQuery): 'units.noneFound' | 'units.none' | 'units.allDecided' {
  if (undecided) return 'units.allDecided'
  return search ? 'units.noneFound' : 'units.none'
}

function unitsBackLink(inside: string | undefined, undecided: string | undefined, day: string) {
  if (undecided) return { back: unitsInsidePath('', day), backWord: t('units.title') }
  return inside ? { back: unitPath(inside, day), backWord: t('units.one') } : {}
}

const unitColumns = (): TableColumn<UnitLine>[] => [
  {
    key: 'name',
    title: t('units.name'),
    cell: (unit) => unitFullName(unit),
    weight: (unit) => unit.name,
  },
  { key: 'level', title: t('units.level'), cell: (unit) => wordForCode('level', unit.level) },
  {
    key: 'code',
    title: t('units.code'),
    cell: (unit) => unit.code,
    weight: (unit) => unit.code ?? { apart: '' },
  },
  { key: 'in', title: t('units.in'), cell: (unit) => unit.lineage },
  {
    key: 'state',
    title: t('users.state'),
    cell: ({ undecided, until }) =>
      until ? (
        <Chip tone="stone" icon="pause">
          {t('units.until', { day: printed(until) })}
        </Chip>
      ) : (
        undecided && (
          <Chip tone="amber" icon="warn">
            {t('units.undecided')}
          </Chip>
        )
      ),
  },
]

/** Xã Bác Ái Đông; Phường 2 Bảo Lộc keeps its own kind. */
export const unitFullName = ({ kind, name }: { kind: string; name: string }) =>
  kind && !name.toLowerCase().startsWith(kind.toLowerCase()) ? `${kind} ${name}` : name

export function UnitDayForm({ day, go }: { day: string; go(day: string): void }) {
  const form = useForm({
    name: `day/${day}`,
    first: { day: printed(day) },
    check: (values) => ({ day: dayError(values.day) }),
    send: async (_line, values) => ({ ok: true, status: 200, etag: '', body: values.day }),
    done: (said: string) => go(parseTypedDay(said)),
  })
  return (
    <FormFrame form={form} doWord={t('units.look')} inline>
      <DayField form={form} name="day" label={t('units.day')} />
    </FormFrame>
  )
}
