// Who did what, and when, newest first. Looking here is itself written down.

import { useState } from 'preact/hooks'
import { type Column, Table } from '../components/table'
import { instant } from '../words/printed'
import { type Paged, usePaged } from './asked'
import { Details } from './audit-details'
import { DayField, FormFrame } from './fields'
import { useForm } from './form'
import { More } from './list'
import { Room } from './room'
import { Standing } from './standing'
import { dayFrom } from './typed'
import type { AuditLine } from './wire'
import { a, aCoded } from './words/administration'
import { noDay } from './wrong'

/** Acts by what they are about; a beginning with a dot is all of them. */
const FAMILIES = [
  '',
  'user.',
  'assignment.',
  'invitation.',
  'session.',
  'form.',
  'orgUnit.',
  'target.',
  'indicator.',
  'import.',
  'submission.',
  'audit.',
]

export function AuditLog() {
  const [family, setFamily] = useState('')
  const [days, setDays] = useState({ from: '', to: '' })
  const query = { action: family, from: days.from, to: days.to }
  const asked = usePaged<AuditLine>(JSON.stringify(query), (line, after) =>
    line.get('/v1/audits', { ...query, after }),
  )
  return (
    <Room title={a('audit.title')}>
      <div class="sieve">
        <label class="field">
          <span class="field__label">{a('audit.about')}</span>
          <select
            class="input"
            value={family}
            onChange={(event) => setFamily(event.currentTarget.value)}
          >
            {FAMILIES.map((each) => (
              <option key={each} value={each}>
                {a(`audit.family.${each || 'all.'}` as 'audit.family.all.')}
              </option>
            ))}
          </select>
        </label>
        <Days choose={setDays} />
      </div>
      <Standing asked={asked} />
      <Acts asked={asked} />
      <More asked={asked} />
    </Room>
  )
}

const optional = (typed: string) => (typed.trim() ? noDay(typed) : '')

function Days({ choose }: { choose(days: { from: string; to: string }): void }) {
  const form = useForm({
    name: 'audit',
    first: { from: '', to: '' },
    check: ({ from, to }) => ({
      from: optional(from),
      to:
        optional(to) ||
        (dayFrom(from) && dayFrom(to) && dayFrom(to) < dayFrom(from) ? a('wrong.daysOrder') : ''),
    }),
    send: async (_line, values) => ({ ok: true, status: 200, etag: '', body: values }),
    done: ({ from, to }) => choose({ from: dayFrom(from), to: dayFrom(to) }),
  })
  return (
    <FormFrame form={form} doWord={a('units.look')} inline>
      <DayField form={form} name="from" label={a('audit.from')} hint="" />
      <DayField form={form} name="to" label={a('audit.to')} hint="" />
    </FormFrame>
  )
}

const Acts = ({ asked }: { asked: Paged<AuditLine> }) =>
  asked.body && (
    <Table
      title={a('audit.title')}
      rows={asked.items}
      columns={columns()}
      id={({ id }) => String(id)}
      empty={a('audit.none')}
    />
  )

const columns = (): Column<AuditLine>[] => [
  { key: 'what', title: a('audit.what'), cell: ({ action }) => aCoded('act', action) },
  { key: 'on', title: a('audit.on'), cell: onOf },
  {
    key: 'who',
    title: a('audit.who'),
    cell: ({ actor }) => actor.displayName ?? a('audit.nobody'),
  },
  { key: 'when', title: a('audit.when'), cell: ({ loggedAt }) => instant(loggedAt) },
  { key: 'more', title: a('audit.more'), cell: (act) => <Details act={act} /> },
]

function onOf({ objectLabel, objectType, objectId }: AuditLine): string {
  if (objectType === 'import') return aCoded('import', objectId)
  return (
    objectLabel ?? `${aCoded('object', objectType)} ${objectId.replace('uuid:', '').slice(0, 11)}`
  )
}
