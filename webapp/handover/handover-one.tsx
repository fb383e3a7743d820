// One hand-over as whoever looks sees it: what she can do about it, or how it ended.

import { useState } from 'preact/hooks'
import type { Handover } from '../api/wire'
import { refusal } from '../components/served'
import type { Doors } from '../ports'
import { coded } from '../words'
import { day } from '../words/printed'
import { sendDrafts, take, travelling, withdraw } from './handover'
import { DraftChoice } from './handover-drafts'
import { h } from './words/handover'

interface OneProps {
  doors: Doors
  one: Handover
  onChanged(made: Handover, problem?: string): void
}

const names = ({ giver, taker, orgUnit }: Handover) => ({
  giver: giver.displayName,
  taker: taker.displayName,
  unit: orgUnit.name,
})

/** How it stands, in a sentence. */
export function told(one: Handover): string {
  const key = one.state === 'offered' ? WORDS[one.as] : (`handover.${one.state}` as const)
  return h(key, { ...names(one), day: day(one.closedAt ?? one.expiresAt) })
}

export function Open({ doors, one, onChanged }: OneProps) {
  const [wrong, setWrong] = useState('')
  const [busy, setBusy] = useState(false)
  const said = { ...names(one), day: day(one.expiresAt) }
  const mine = one.as === 'taker'

  async function ask(what: typeof take): Promise<void> {
    if (busy) return
    setBusy(true)
    const reply = await what(doors, one.id)
    setBusy(false)
    if (reply !== 'unreachable' && reply.ok) return onChanged(reply.body)
    setWrong(coded('error', reply === 'unreachable' ? reply : refusal(reply)))
  }

  return (
    <section class={`box stack${mine ? ' box--indigo' : ''}`}>
      <p>
        <strong>{told(one)}</strong>
      </p>
      <p>{h(mine ? 'handover.offeredWhat' : 'handover.waitsHow', said)}</p>
      {one.drafts > 0 && <p>{h('handover.withDrafts', { n: one.drafts })}</p>}
      {one.as === 'giver' && !one.drafts && (
        <SendDrafts doors={doors} one={one} onChanged={onChanged} />
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
            onClick={() => void ask(take)}
          >
            {h(busy ? 'handover.busy' : 'handover.take')}
          </button>
        )}
        <button type="button" class="button button--quiet" onClick={() => void ask(withdraw)}>
          {h(mine ? 'handover.refuse' : 'handover.withdraw')}
        </button>
      </div>
    </section>
  )
}

const WORDS = {
  taker: 'handover.offered',
  giver: 'handover.waits',
  supervisor: 'handover.waitsFor',
} as const

/** They did not get through at once, or she wrote them since. */
function SendDrafts({ doors, one, onChanged }: OneProps) {
  const [left, setLeft] = useState(new Set<string>())
  const drafts = travelling(doors)
  const chosen = drafts.filter(({ id }) => !left.has(id))
  if (!drafts.length) return null
  async function send(): Promise<void> {
    const code = await sendDrafts(doors, one.id, chosen)
    const why = code && coded('error', code)
    onChanged(one, why && h('handover.draftsFailed', { why }))
  }
  return (
    <>
      <DraftChoice drafts={drafts} left={left} onChange={setLeft} />
      {chosen.length > 0 && (
        <button type="button" class="button" onClick={() => void send()}>
          {h('handover.sendDrafts', { n: chosen.length })}
        </button>
      )}
    </>
  )
}

export const Over = ({ one }: { one: Handover }) => (
  <li class="box">
    {told(one)}
    {one.state === 'taken' && one.draftsWaiting && <p class="soft">{h('handover.draftsOnWay')}</p>}
    {one.draftsKeptAt && <p class="soft">{h('handover.draftsThere')}</p>}
  </li>
)
