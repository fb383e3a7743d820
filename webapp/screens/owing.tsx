// Which phones still owe records, so that somebody calls before a browser clears them.

import type { OwingPhone, OwingPhones, PhoneRisk } from '../api/owing-wire'
import { EmptyNotice } from '../components/card'
import { Chip, NetworkChip } from '../components/chip'
import { FreshnessNotice, isFirstLoading, Skeleton } from '../components/facts'
import { ScreenFrame } from '../components/page'
import { useServedCopy } from '../components/served'
import { Table } from '../components/table'
import type { TableColumn } from '../components/table-column'
import { usePorts } from '../ports'
import { paths } from '../router'
import { COPY_NAMES } from '../state/ledger'
import { hasAnyRole } from '../state/roles'
import { t } from '../words'
import './words/owing'
import { printedDay, printedInstant } from '../words/printed'
import { OutboxImport } from './parts/outbox-import'

const RISKS_WORST_FIRST: PhoneRisk[] = ['cleared', 'evictable', 'silent']
/** The worst stands first. */
const riskWeight = ({ risks }: OwingPhone) => {
  const [worst] = risks
  return String(worst ? RISKS_WORST_FIRST.indexOf(worst) : RISKS_WORST_FIRST.length)
}

const owingColumns = (): TableColumn<OwingPhone>[] => [
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
    cell: (phone) => <OwedByPhone phone={phone} />,
    weight: ({ oldestAt }) => oldestAt ?? '9',
  },
  {
    key: 'contact',
    title: t('owing.contact'),
    cell: ({ lastContactAt }) => printedInstant(lastContactAt),
    weight: ({ lastContactAt }) => lastContactAt,
  },
  {
    key: 'risk',
    title: t('owing.risk'),
    cell: (phone) => <RiskChips phone={phone} />,
    weight: riskWeight,
  },
]

function OwedByPhone({ phone: { owed, oldestAt, setAside, drafts } }: { phone: OwingPhone }) {
  const at = oldestAt && printedDay(oldestAt)
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

const RiskChips = ({ phone: { risks, persisted } }: { phone: OwingPhone }) => (
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

export function OwingScreen() {
  const { person } = usePorts()
  const served = useServedCopy<OwingPhones>(COPY_NAMES.owingPhones, (api) => api.owing())
  const phones = served.body?.items ?? []
  const back = hasAnyRole(person, 'supervisor') ? paths.review() : paths.home()
  return (
    <ScreenFrame
      title={t('owing.title')}
      back={back}
      backWord={t(back === paths.home() ? 'bar.home' : 'bar.review')}
      chip={<NetworkChip />}
      wide
    >
      <FreshnessNotice served={served} />
      {isFirstLoading(served) && <Skeleton of="rows" n={4} />}
      {served.body && !phones.length && <EmptyNotice>{t('owing.none')}</EmptyNotice>}
      {phones.length > 0 && (
        <>
          <p>{t('owing.do')}</p>
          <Table
            title={t('owing.title')}
            rows={phones}
            columns={owingColumns()}
            id={({ id }) => String(id)}
            words={(phone) => `${phone.person.displayName} ${phone.orgUnit.name}`}
            sorting={{ column: 'risk', descending: false }}
            empty={t('owing.none')}
          />
        </>
      )}
      <OutboxImport onDone={served.again} />
    </ScreenFrame>
  )
}
