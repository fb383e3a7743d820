// "Bàn giao": a team's work goes to a new leader, confirmed on two phones. It needs the network.

import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Handover, Person } from '../api/wire'
import { EmptyNotice } from '../components/card'
import { NetworkChip } from '../components/chip'
import { FreshnessNotice, isFirstLoading, Skeleton } from '../components/facts'
import { ScreenFrame } from '../components/page'
import { useServedCopy } from '../components/served'
import { type AppPorts, usePorts } from '../ports'
import { paths } from '../router'
import { reportFault } from '../state/fault'
import { hasAnyRole } from '../state/roles'
import { refreshCopies } from '../sync/refresh'
import { keepOwnHandovers, listHandovers, settleHandovers } from './handover'
import { HandoverOfferForm } from './handover-begin'
import { HandoverInPlace } from './handover-in-place'
import { ClosedHandover, handoverStateText, OpenHandover } from './handover-one'
import { t } from './words'

const HANDOVERS_COPY = 'handoverRoom'

interface HandoverNews {
  said: string
  problem: string
  /** What is open stands below in its own box. */
  open: boolean
}

type ServedHandovers = ReturnType<typeof useServedCopy<{ items: Handover[] }>>

/** What was heard is kept, and what was taken on another phone is finished on this one. */
function useSettledHandovers(ports: AppPorts, served: ServedHandovers): void {
  useEffect(() => {
    if (served.state !== 'fresh' || !served.body) return
    const { items: heard } = served.body
    keepOwnHandovers(ports, heard)
      .then(() => settleHandovers(ports, heard))
      .then((told) => told && served.again())
      .catch(reportFault)
  }, [served.body, served.state])
}

/** Where she reports and has not begun to hand over. */
function unitsToGive({ assignments }: Person, open: Handover[]) {
  const given = open.filter((one) => one.as === 'giver').map((one) => one.orgUnit.id)
  return assignments
    .filter(({ role, orgUnit }) => role === 'reporter' && !given.includes(orgUnit.id))
    .map(({ orgUnit }) => orgUnit)
}

export function HandoverScreen() {
  const ports = usePorts()
  const { person } = ports
  const served = useServedCopy<{ items: Handover[] }>(HANDOVERS_COPY, () => listHandovers(ports))
  const [news, setNews] = useState<HandoverNews>({ said: '', problem: '', open: false })
  const top = useRef<HTMLDivElement>(null)
  const items = served.body?.items ?? []
  const open = items.filter(({ state }) => state === 'offered')
  const over = items.filter(({ state }) => state !== 'offered')
  const units = unitsToGive(person, open)
  useSettledHandovers(ports, served)

  useEffect(() => {
    if (news.said) top.current?.focus()
  }, [news])

  function changed(one: Handover, why = ''): void {
    setNews({ said: handoverStateText(one), problem: why, open: one.state === 'offered' })
    if (one.state !== 'taken') {
      served.again()
      return
    }
    // Her places first, and with them forms and lists: then the drafts that choose from them.
    refreshCopies(ports)
      .then(ports.ledger.reloadCopies)
      .catch(reportFault)
      .finally(() => served.again())
  }

  return (
    <ScreenFrame
      title={t('handover.title')}
      back={paths.account()}
      backWord={t('account.title')}
      chip={<NetworkChip />}
    >
      <FreshnessNotice served={served} />
      {isFirstLoading(served) && <Skeleton of="rows" n={2} />}
      <HandoverNewsBox box={top} news={news} />
      {open.map((one) => (
        <OpenHandover key={one.id} ports={ports} one={one} onChanged={changed} />
      ))}
      {units.length > 0 && (
        <section class="stack">
          <h2 class="section">{t('handover.begin')}</h2>
          <p>{t('handover.say')}</p>
          <HandoverOfferForm ports={ports} units={units} onDone={changed} />
        </section>
      )}
      {hasAnyRole(person, 'supervisor', 'admin') && (
        <HandoverInPlace ports={ports} onDone={changed} />
      )}
      {!units.length && !open.length && !hasAnyRole(person, 'supervisor', 'admin') && (
        <EmptyNotice>{t('handover.nothing')}</EmptyNotice>
      )}
      {over.length > 0 && <ClosedHandovers over={over} />}
    </ScreenFrame>
  )
}

interface HandoverNewsProps {
  box: RefObject<HTMLDivElement | null>
  news: HandoverNews
}

const HandoverNewsBox = ({ box, news }: HandoverNewsProps) => (
  <div ref={box} tabIndex={-1} class="stack">
    <div role="status">
      {news.said && <p class={news.open ? 'unseen' : 'fact fact--green'}>{news.said}</p>}
    </div>
    <p role="alert" class="problem" hidden={!news.problem}>
      {news.problem}
    </p>
  </div>
)

const ClosedHandovers = ({ over }: { over: Handover[] }) => (
  <section class="stack">
    <h2 class="section">{t('handover.before')}</h2>
    <ul class="plain stack">
      {over.map((one) => (
        <ClosedHandover key={one.id} one={one} />
      ))}
    </ul>
  </section>
)
