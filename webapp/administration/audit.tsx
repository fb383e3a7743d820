// Who did what, and when, newest first. Looking here is itself written down.

import { useState } from 'preact/hooks'
import { Table } from '../components/table'
import type { TableColumn } from '../components/table-column'
import { printedInstant } from '../words/printed'
import { type PagedQuery, usePagedQuery } from './asked'
import { AuditDetails } from './audit-details'
import { DayField, FormFrame } from './fields'
import { useForm } from './form'
import { ListMoreButton } from './list'
import { AdministrationRoom } from './room'
import { QueryNotice } from './standing'
import { parseTypedDay } from './typed'
import type { AuditLine } from './wire'
import { t, wordForCode } from './words'
import { dayError } from './wrong'

/** Acts by what they are about; a beginning with a dot is all of them. */
const ACTION_FAMILIES = [
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

export function AuditRoom() {
  const [family, setFamily] = useState('')
  const [days, setDays] = useState({ from: '', to: '' })
  const query = { action: family, from: days.from, to: days.to }
  const asked = usePagedQuery<AuditLine>(JSON.stringify(query), (line, after) =>
    line.get('/v1/audits', { ...query, after }),
  )
  return (
    <AdministrationRoom title={t('audit.title')}>
      <div class="sieve">
        <label class="field">
          <span class="field__label">{t('audit.about')}</span>
          <select
            class="input"
            value={family}
            onChange={(event) => setFamily(event.currentTarget.value)}
          >
            {ACTION_FAMILIES.map((each) => (
              <option key={each} value={each}>
                {t(`audit.family.${each || 'all.'}` as 'audit.family.all.')}
              </option>
            ))}
          </select>
        </label>
        <AuditDayRange choose={setDays} />
      </div>
      <QueryNotice asked={asked} />
      <AuditTable asked={asked} />
      <ListMoreButton asked={asked} />
    </AdministrationRoom>
  )
}

const optionalDayError = (typed: string) => (typed.trim() ? dayError(typed) : '')

function AuditDayRange({ choose }: { choose(days: { from: string; to: string }): void }) {
  const form = useForm({
    name: 'audit',
    first: { from: '', to: '' },
    check: ({ from, to }) => ({
      from: optionalDayError(from),
      to:
        optionalDayError(to) ||
        (parseTypedDay(from) && parseTypedDay(to) && parseTypedDay(to) < parseTypedDay(from)
          ? t('wrong.daysOrder')
          : ''),
    }),
    send: async (_line, values) => ({ ok: true, status: 200, etag: '', body: values }),
    done: ({ from, to }) => choose({ from: parseTypedDay(from), to: parseTypedDay(to) }),
  })
  return (
    <FormFrame form={form} doWord={t('units.look')} inline>
      <DayField form={form} name="from" label={t('audit.from')} hint="" />
      <DayField form={form} name="to" label={t('audit.to')} hint="" />
    </FormFrame>
  )
}

const AuditTable = ({ asked }: { asked: PagedQuery<AuditLine> }) =>
  asked.body && (
    <Table
      title={t('audit.title')}
      rows={asked.items}
      columns={auditColumns()}
      id={({ id }) => String(id)}
      empty={t('audit.none')}
    />
  )

const auditColumns = (): TableColumn<AuditLine>[] => [
  {
    key: 'what',
    title: t('audit.what'),
    cell: ({ action }) => wordForCode('act', action),
  },
  { key: 'on', title: t('audit.on'), cell: auditObjectText },
  {
    key: 'who',
    title: t('audit.who'),
    cell: ({ actor }) => actor.displayName ?? t('audit.nobody'),
  },
  { key: 'when', title: t('audit.when'), cell: ({ loggedAt }) => printedInstant(loggedAt) },
  { key: 'more', title: t('audit.more'), cell: (act) => <AuditDetails act={act} /> },
]

function auditObjectText({ objectLabel, objectType, objectId }: AuditLine): string {
  if (objectType === 'import') return wordForCode('import', objectId)
  return (
    objectLabel ??
    `${wordForCode('object', objectType)} ${objectId.replace('uuid:', '').slice(0, 11)}`
  )
}
