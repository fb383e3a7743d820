// What the server says to an administrator. Its one rule: nothing of it is kept on this machine, so
// without network there is nothing to show, and the screen says so.

import { useEffect, useState } from 'preact/hooks'
import type { Api, Reply } from '../api/client'
import { isServerReachable } from '../api/network'
import { refusalCode } from '../components/served'
import { usePorts } from '../ports'
import { reportFault } from '../state/fault'
import type { Page } from './wire'

export type ApiLine = Api['line']

export interface OnlineQuery<T> {
  /** What came last; of an earlier question while the answer to this one is on its way. */
  body: T | null
  state: 'loading' | 'here' | 'offline' | 'refused'
  code: string
  again(): void
}

export function useOnlineQuery<T>(
  what: string,
  ask: (line: ApiLine) => Promise<Reply<T>>,
): OnlineQuery<T> {
  const { api } = usePorts()
  const [round, setRound] = useState(0)
  const [asked, setAsked] = useState<Omit<OnlineQuery<T>, 'again'>>({
    body: null,
    state: 'loading',
    code: '',
  })
  const again = () => setRound((before) => before + 1)

  useEffect(() => {
    let current = true
    setAsked(({ body }) => ({ body, state: 'loading', code: '' }))
    async function look(): Promise<void> {
      const reply = await ask(api.line)
      if (!current) return
      if (reply === 'unreachable')
        setAsked(({ body }) => ({ body, state: 'offline', code: 'unreachable' }))
      else if (reply.ok) setAsked({ body: reply.body, state: 'here', code: '' })
      else setAsked({ body: null, state: 'refused', code: refusalCode(reply) })
    }
    look().catch(reportFault)
    return () => {
      current = false
    }
  }, [what, round])

  const back = isServerReachable.value === true && asked.state === 'offline'
  useEffect(() => {
    if (back) again()
  }, [back])

  return { ...asked, again }
}

export interface PagedQuery<T> extends OnlineQuery<Page<T>> {
  items: T[]
  total: number | null
  /** Fetch what follows; absent where nothing does. */
  more: (() => void) | null
}

/** A list that comes in pages: the first when asked, the others when she wants them. */
export function usePagedQuery<T>(
  what: string,
  ask: (line: ApiLine, after: string | undefined) => Promise<Reply<Page<T>>>,
): PagedQuery<T> {
  const { api } = usePorts()
  const [rest, setRest] = useState<{ what: string; items: T[]; next: string | null } | null>(null)
  const asked = useOnlineQuery<Page<T>>(what, (line) => ask(line, undefined))
  const followed = rest?.what === what ? rest : null
  const next = followed ? followed.next : (asked.body?.next ?? null)

  async function follow(): Promise<void> {
    const reply = await ask(api.line, next ?? undefined)
    if (reply === 'unreachable' || !reply.ok) return
    const items = [...(followed?.items ?? []), ...reply.body.items]
    setRest({ what, items, next: reply.body.next })
  }

  return {
    ...asked,
    items: [...(asked.body?.items ?? []), ...(followed?.items ?? [])],
    total: asked.body?.total ?? null,
    more: next ? () => void follow().catch(reportFault) : null,
    again() {
      setRest(null)
      asked.again()
    },
  }
}
