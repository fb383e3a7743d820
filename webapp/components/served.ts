// What the server says about something, first as last kept here, then fresh. For screens that look
// and do not write: figures, a record, a queue.

import { useEffect, useState } from 'preact/hooks'
import type { RefusedReply, Reply } from '../api/client'
import { now } from '../clock'
import { type AppPorts, usePorts } from '../ports'
import { reportFault } from '../state/fault'
import { signInNeeded } from '../state/session'

/** 401.2 means a wrong password where one signs in, and everywhere else that the sign-in is over. */
export function refusalCode(reply: RefusedReply): string {
  if (reply.status !== 401) return reply.code
  signInNeeded.value = true
  return 'http401'
}

export interface ServedCopy<T> {
  body: T | null
  /** When the kept body came; '' for a fresh one. */
  keptAt: string
  state: 'loading' | 'fresh' | 'offline' | 'refused'
  code: string
  again(): void
}

export function useServedCopy<T>(
  what: string,
  ask: (api: AppPorts['api']) => Promise<Reply<T>>,
): ServedCopy<T> {
  const { store, api, person } = usePorts()
  const [round, setRound] = useState(0)
  const nothing = { what, body: null, keptAt: '', state: 'loading' as const, code: '' }
  const [served, setServed] = useState<Omit<ServedCopy<T>, 'again'> & { what: string }>(nothing)

  useEffect(() => {
    let current = true
    const show = (next: Partial<ServedCopy<T>>) =>
      current && setServed((before) => ({ ...(before.what === what ? before : nothing), ...next }))
    async function look(): Promise<void> {
      const kept = await store.copy(person.id, what)
      if (kept) show({ body: kept.body as T, keptAt: kept.at })
      const reply = await ask(api)
      if (reply === 'unreachable') return void show({ state: 'offline' })
      if (!reply.ok) {
        return void show({ state: 'refused', code: refusalCode(reply) })
      }
      await store.keepCopy({ owner: person.id, what, etag: '', at: now(), body: reply.body })
      show({ body: reply.body, keptAt: '', state: 'fresh' })
    }
    look().catch(reportFault)
    return () => {
      current = false
    }
  }, [what, round])

  const shown = served.what === what ? served : nothing
  return { ...shown, again: () => setRound(round + 1) }
}
