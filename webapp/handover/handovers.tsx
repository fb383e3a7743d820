// "Bàn giao": a team's work goes to a new leader, confirmed on two phones. It needs the network.

import { useEffect, useRef, useState } from 'preact/hooks'
import type { Handover } from '../api/wire'
import { Empty } from '../components/card'
import { NetworkChip } from '../components/chip'
import { comes, Facts, Skeleton } from '../components/facts'
import { Page } from '../components/page'
import { useServed } from '../components/served'
import { useDoors } from '../ports'
import { paths } from '../router'
import { notice } from '../state/fault'
import { may } from '../state/roles'
import { refresh } from '../sync/refresh'
import { t } from '../words'
import { all, keepMine, settle } from './handover'
import { Begin } from './handover-begin'
import { InPlace } from './handover-in-place'
import { Open, Over, told } from './handover-one'
import { h } from './words/handover'

const ROOM = 'handoverRoom'

export function Handovers() {
  const doors = useDoors()
  const { person } = doors
  const served = useServed<{ items: Handover[] }>(ROOM, () => all(doors))
  const [news, setNews] = useState({ said: '', problem: '', open: false })
  const top = useRef<HTMLDivElement>(null)
  const items = served.body?.items ?? []
  const open = items.filter(({ state }) => state === 'offered')
  const over = items.filter(({ state }) => state !== 'offered')
  const given = open.filter((one) => one.as === 'giver').map((one) => one.orgUnit.id)
  const units = person.assignments
    .filter(({ role, orgUnit }) => role === 'reporter' && !given.includes(orgUnit.id))
    .map(({ orgUnit }) => orgUnit)

  useEffect(() => {
    if (served.state !== 'fresh' || !served.body) return
    const { items: heard } = served.body
    keepMine(doors, heard)
      .then(() => settle(doors, heard))
      .then((told) => told && served.again())
      .catch(notice)
  }, [served.body, served.state])

  useEffect(() => {
    if (news.said) top.current?.focus()
  }, [news])

  function changed(one: Handover, why = ''): void {
    // What is open stands below in its own box.
    setNews({ said: told(one), problem: why, open: one.state === 'offered' })
    if (one.state !== 'taken') {
      served.again()
      return
    }
    // Her places first, and with them forms and lists: then the drafts that choose from them.
    refresh(doors)
      .then(doors.ledger.reloadCopies)
      .catch(notice)
      .finally(() => served.again())
  }

  return (
    <Page
      title={h('handover.title')}
      back={paths.account()}
      backWord={t('account.title')}
      chip={<NetworkChip />}
    >
      <Facts served={served} />
      {comes(served) && <Skeleton of="rows" n={2} />}
      <div ref={top} tabIndex={-1} class="stack">
        <div role="status">
          {news.said && <p class={news.open ? 'unseen' : 'fact fact--green'}>{news.said}</p>}
        </div>
        <p role="alert" class="problem" hidden={!news.problem}>
          {news.problem}
        </p>
      </div>
      {open.map((one) => (
        <Open key={one.id} doors={doors} one={one} onChanged={changed} />
      ))}
      {units.length > 0 && (
        <section class="stack">
          <h2 class="section">{h('handover.begin')}</h2>
          <p>{h('handover.say')}</p>
          <Begin doors={doors} units={units} onDone={changed} />
        </section>
      )}
      {may(person, 'supervisor', 'admin') && <InPlace doors={doors} onDone={changed} />}
      {!units.length && !open.length && !may(person, 'supervisor', 'admin') && (
        <Empty>{h('handover.nothing')}</Empty>
      )}
      {over.length > 0 && (
        <section class="stack">
          <h2 class="section">{h('handover.before')}</h2>
          <ul class="plain stack">
            {over.map((one) => (
              <Over key={one.id} one={one} />
            ))}
          </ul>
        </section>
      )}
    </Page>
  )
}
