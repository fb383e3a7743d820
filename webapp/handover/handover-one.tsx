// One hand-over as whoever looks sees it: what she can do about it, or how it ended.

import { useState } from 'preact/hooks'
import type { Handover } from '../api/wire'
import { refusalCode } from '../components/served'
import type { AppPorts } from '../ports'
import { printedDay } from '../words/printed'
import { draftsToHandOver, sendDrafts, takeHandover, withdrawHandover } from './handover'
import { DraftChoice } from './handover-drafts'
import { t, wordForCode } from './words'

interface OpenHandoverProps {
  ports: AppPorts
  one: Handover
  onChanged(made: Handover, problem?: string): void
}

const handoverNames = ({ giver, taker, orgUnit }: Handover) => ({
  giver: giver.displayName,
  taker: taker.displayName,
  unit: orgUnit.name,
})

/** How it stands, in a sentence. */
export function handoverStateText(one: Handover): string {
  const key =
    one.state === 'offered' ? OFFERED_HANDOVER_KEYS[one.as] : (`handover.${one.state}` as const)
  return t(key, { ...handoverNames(one), day: printedDay(one.closedAt ?? one.expiresAt) })
}

export function OpenHandover({ ports, one, onChanged }: OpenHandoverProps) {
  const [wrong, setWrong] = useState('')
  const [busy, setBusy] = useState(false)
  const said = { ...handoverNames(one), day: printedDay(one.expiresAt) }
  const mine = one.as === 'taker'

  async function ask(what: typeof takeHandover): Promise<void> {
    if (busy) return
    setBusy(true)
    const reply = await what(ports, one.id)
    setBusy(false)
    if (reply !== 'unreachable' && reply.ok) return onChanged(reply.body)
    setWrong(wordForCode('error', reply === 'unreachable' ? reply : refusalCode(reply)))
  }

  return (
    <section class={`box stack${mine ? ' box--indigo' : ''}`}>
      <p>
        <strong>{handoverStateText(one)}</strong>
      </p>
      <p>{t(mine ? 'handover.offeredWhat' : 'handover.waitsHow', said)}</p>
      {one.drafts > 0 && <p>{t('handover.withDrafts', { n: one.drafts })}</p>}
      {one.as === 'giver' && !one.drafts && (
        <HandoverDraftsForm ports={ports} one={one} onChanged={onChanged} />
      )}
      <p class="problem" role="alert" hidden={!wrong}>
        {wrong}
      </p>
      <div class="pair">
        {mine && (
          <button
            type="button"
            class="button button--main"
            aria-disabled={busy}
            onClick={() => void ask(takeHandover)}
          >
            {t(busy ? 'handover.busy' : 'handover.take')}
          </button>
        )}
        <button
          type="button"
          class="button button--quiet"
          onClick={() => void ask(withdrawHandover)}
        >
          {t(mine ? 'handover.refuse' : 'handover.withdraw')}
        </button>
      </div>
    </section>
  )
}

const OFFERED_HANDOVER_KEYS = {
  taker: 'handover.offered',
  giver: 'handover.waits',
  supervisor: 'handover.waitsFor',
} as const

/** They did not get through at once, or she wrote them since. */
function HandoverDraftsForm({ ports, one, onChanged }: OpenHandoverProps) {
  const [left, setLeft] = useState(new Set<string>())
  const drafts = draftsToHandOver(ports)
  const chosen = drafts.filter(({ id }) => !left.has(id))
  if (!drafts.length) return null
  async function send(): Promise<void> {
    const code = await sendDrafts(ports, one.id, chosen)
    const why = code && wordForCode('error', code)
    onChanged(one, why && t('handover.draftsFailed', { why }))
  }
  return (
    <>
      <DraftChoice drafts={drafts} left={left} onChange={setLeft} />
      {chosen.length > 0 && (
        <button type="button" class="button" onClick={() => void send()}>
          {t('handover.sendDrafts', { n: chosen.length })}
        </button>
      )}
    </>
  )
}

export const ClosedHandover = ({ one }: { one: Handover }) => (
  <li class="box">
    {handoverStateText(one)}
    {one.state === 'taken' && one.draftsWaiting && <p class="soft">{t('handover.draftsOnWay')}</p>}
    {one.draftsKeptAt && <p class="soft">{t('handover.draftsThere')}</p>}
  </li>
)
