// Which phones still owe records, so that somebody calls before a browser clears them.

import type { OwingPhone, OwingPhones, Risk } from '../api/owing-wire'
import { Empty } from '../components/card'
import { Chip, NetworkChip } from '../components/chip'
import { comes, Facts, Skeleton } from '../components/facts'
import { Page } from '../components/page'
import { useServed } from '../components/served'
import { type Column, Table } from '../components/table'
import { useDoors } from '../ports'
import { paths } from '../router'
import { COPIES } from '../state/ledger'
import { may } from '../state/roles'
import { t } from '../words/office'
import { day, instant } from '../words/printed'
import { OutboxImport } from './parts/outbox-import'

const WORST: Risk[] = ['cleared', 'evictable', 'silent']
/** The worst stands first. */
const weight = ({ risks }: OwingPhone) => {
  const [worst] = risks
  return String(worst ? WORST.indexOf(worst) : WORST.length)
}

const columns = (): Column<OwingPhone>[] => [
  {
    key: 'who',
    title: t('owing.who'),
    cell: ({ person }) => person.displayName,
    weight: ({ person }) => person.displayName,
  },
  {
    key: 'where',
    title: t('owing.where'),
    cell: ({ orgUnit }) => orgUnit.name,
    weight: ({ orgUnit }) => orgUnit.name,
  },
  {
    key: 'owed',
    title: t('owing.owed'),
    cell: (phone) => <Owed phone={phone} />,
    weight: ({ oldestAt }) => oldestAt ?? '9',
  },
  {
    key: 'contact',
    title: t('owing.contact'),
    cell: ({ lastContactAt }) => instant(lastContactAt),
    weight: ({ lastContactAt }) => lastContactAt,
  },
  {
    key: 'risk',
    title: t('owing.risk'),
    cell: (phone) => <Risks phone={phone} />,
    weight,
  },
]

function Owed({ phone: { owed, oldestAt, setAside, drafts } }: { phone: OwingPhone }) {
  const at = oldestAt && day(oldestAt)
  return (
    <>
      {owed > 0 && (
        <span class="card__line">
          {t(at ? 'owing.owedOf' : 'owing.owedN', { n: owed, at: at ?? '' })}
        </span>
      )}
      {setAside > 0 && <span class="card__line">{t('owing.setAside', { n: setAside })}</span>}
      {drafts > 0 && <span class="card__line">{t('owing.draftsOnly', { n: drafts })}</span>}
    </>
  )
}

const Risks = ({ phone: { risks, persisted } }: { phone: OwingPhone }) => (
  <span class="card__states">
    {risks.map((risk) => (
      <Chip key={risk} tone={risk === 'silent' ? 'amber' : 'red'} icon="warn">
        {t(`owing.risk.${risk}`)}
      </Chip>
    ))}
    {!persisted && !risks.includes('evictable') && (
      <Chip tone="amber" icon="shield">
        {t('owing.unguarded')}
      </Chip>
    )}
  </span>
)

export function Owing() {
  const { person } = useDoors()
  const served = useServed<OwingPhones>(COPIES.owingPhones, (api) => api.owing())
  const phones = served.body?.items ?? []
  const back = may(person, 'supervisor') ? paths.review() : paths.home()
  return (
    <Page
      title={t('owing.title')}
      back={back}
      backWord={t(back === paths.home() ? 'bar.home' : 'bar.review')}
      chip={<NetworkChip />}
      wide
    >
      <Facts served={served} />
      {comes(served) && <Skeleton of="rows" n={4} />}
      {served.body && !phones.length && <Empty>{t('owing.none')}</Empty>}
      {phones.length > 0 && (
        <>
          <p>{t('owing.do')}</p>
          <Table
            title={t('owing.title')}
            rows={phones}
            columns={columns()}
            id={({ id }) => String(id)}
            words={(phone) => `${phone.person.displayName} ${phone.orgUnit.name}`}
            sorting={{ column: 'risk', descending: false }}
            empty={t('owing.none')}
          />
        </>
      )}
      <OutboxImport onDone={served.again} />
    </Page>
  )
}
