// Forms and their versions; a workbook is tried first, its mistakes are told by sheet and row, and
// only what has none is published.

import { type Column, Table } from '../components/table'
import { paths } from '../router'
import { day, number } from '../words/printed'
import { useAsked } from './asked'
import { FormUpload } from './form-upload'
import { Room } from './room'
import { Standing } from './standing'
import type { FormBrief } from './wire'
import { a } from './words/administration'

const current = ({ versions }: FormBrief) => versions.find((each) => each.current) ?? versions[0]
const sum = ({ versions }: FormBrief) =>
  versions.reduce((total, { submissions }) => total + submissions, 0)

export const askForms = { what: 'forms', path: '/v1/administration/forms' }

export function Forms() {
  const asked = useAsked<FormBrief[]>(askForms.what, (line) => line.get(askForms.path))
  return (
    <Room title={a('forms.title')}>
      <FormUpload published={asked.again} />
      <Standing asked={asked} />
      {asked.body && (
        <Table
          title={a('forms.title')}
          rows={asked.body}
          columns={columns()}
          id={({ xmlFormId }) => xmlFormId}
          href={({ xmlFormId }) => paths.administration('bieu-mau', xmlFormId)}
          words={({ name, xmlFormId }) => `${name} ${xmlFormId}`}
          empty={a('forms.none')}
        />
      )}
    </Room>
  )
}

const columns = (): Column<FormBrief>[] => [
  { key: 'name', title: a('forms.name'), cell: ({ name }) => name, weight: ({ name }) => name },
  { key: 'id', title: a('forms.id'), cell: ({ xmlFormId }) => xmlFormId },
  { key: 'version', title: a('forms.current'), cell: (form) => current(form)?.version },
  {
    key: 'day',
    title: a('forms.published'),
    cell: (form) => day(current(form)?.publishedAt ?? ''),
    weight: (form) => current(form)?.publishedAt ?? '',
  },
  {
    key: 'submissions',
    title: a('forms.submissions'),
    cell: (form) => number(String(sum(form))),
    weight: sum,
    amount: true,
  },
]
