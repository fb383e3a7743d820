// The only file that says fetch. It never throws: there is a reply of ours, or no reply.

import { timeoutForBytes } from './pace'

export interface SuccessReply<T> {
  ok: true
  status: number
  body: T
  etag: string
}

export interface RefusedReply {
  ok: false
  status: number
  /** Stable, see docs/errors.md; words for it are in words/. */
  code: string
  details: Record<string, unknown>
  /** Seconds that the server asks us to wait, 0 if it does not say. */
  retryAfter: number
}

export type Reply<T> = 'unreachable' | SuccessReply<T> | RefusedReply
export type ConditionalReply<T> = Reply<T> | 'unchanged'

type QueryParameters = Record<string, string | number | undefined>

export const READ_TIMEOUT = 45_000
export const SEND_TIMEOUT = 300_000
/** Every answer of our server carries it; no portal, gateway or proxy does. */
export const SERVER_HEADER = 'So-Thon'
/** Refusals that a proxy before our server may answer, and that are meant all the same. */
const PROXY_REFUSALS = [413, 415, 422, 429]

export const SESSIONS_PATH = '/v1/sessions'

/** Whether this page may speak under the cookie that it has; and what to do when that is over. */
export interface SessionGuard {
  mayAsk(path: string): boolean
  /** Another one after each sign-in. */
  mark(): number
  over(code: string): void
}

export interface LineSetting {
  language(): string
  /** Told after each try whether somebody answered, and when. */
  heard(reached: boolean, at?: string): void
  /** Empty in a browser. */
  origin: string
  session: SessionGuard
}

export type ServerLine = ReturnType<typeof openLine>

/** The line to the server: every call waits only so long, and is made only under her own session. */
export function openLine({ language, heard, origin, session }: LineSetting) {
  async function ask(path: string, init: RequestInit, timeout: number): Promise<Response | null> {
    if (!session.mayAsk(path)) return null
    const headers = new Headers(init.headers)
    headers.set('Accept', 'application/json')
    headers.set('Accept-Language', language())
    try {
      return await fetch(origin + path, {
        credentials: 'same-origin',
        cache: 'no-store',
        redirect: 'error',
        signal: AbortSignal.timeout(timeout),
        ...init,
        headers,
      })
    } catch {
      return null
    }
  }

  async function call<T>(path: string, init: RequestInit = {}, timeout = READ_TIMEOUT) {
    // Under another person's cookie nothing is asked; that is no sign of a missing network.
    if (!session.mayAsk(path)) return 'unreachable'
    const mark = session.mark()
    const response = await ask(path, init, timeout)
    const reply = response && (await readReply<T>(response))
    heard(reply !== null, (reply && response?.headers.get('Date')) || '')
    const refused = reply && reply !== 'unchanged' && !reply.ok && reply.status === 401
    // What was asked before she signed in again says nothing of the session that she has now.
    if (refused && path !== SESSIONS_PATH && mark === session.mark()) session.over(reply.code)
    return reply ?? 'unreachable'
  }

  async function get<T>(path: string, query: QueryParameters = {}): Promise<Reply<T>> {
    const reply = await call<T>(path + queryString(query))
    return reply === 'unchanged' ? 'unreachable' : reply
  }

  async function send<T>(method: string, path: string, body?: unknown): Promise<Reply<T>> {
    const json = { 'Content-Type': 'application/json' }
    const init =
      body === undefined ? { method } : { method, headers: json, body: JSON.stringify(body) }
    const reply = await call<T>(path, init)
    return reply === 'unchanged' ? 'unreachable' : reply
  }

  async function deliver<T>(path: string, method: string, body: BodyInit, size: number) {
    const reply = await call<T>(path, { method, body }, timeoutForBytes(size))
    return reply === 'unchanged' ? 'unreachable' : reply
  }

  const ifChanged = <T>(path: string, etag: string): Promise<ConditionalReply<T>> =>
    call<T>(path, etag ? { headers: { 'If-None-Match': etag } } : {})

  return { ask, call, get, send, deliver, ifChanged }
}

export const isFromServer = (response: Response) => response.headers.has(SERVER_HEADER)

/** The 200 of a captive portal is no receipt and no list of forms, whatever it looks like. */
async function readReply<T>(
  response: Response,
): Promise<SuccessReply<T> | RefusedReply | 'unchanged' | null> {
  const { status } = response
  if (!isFromServer(response))
    return status >= 500 || PROXY_REFUSALS.includes(status) ? toRefusedReply(response) : null
  if (status === 304) return 'unchanged'
  const body = await readJson(response)
  if (!response.ok) return toRefusedReply(response, body as RefusalBody | undefined)
  const etag = response.headers.get('ETag') ?? ''
  return body === undefined ? null : { ok: true, status, body: body as T, etag }
}

type RefusalBody = { code?: unknown; details?: Record<string, unknown> }

const toRefusedReply = ({ status, headers }: Response, said?: RefusalBody): RefusedReply => ({
  ok: false,
  status,
  code: ['string', 'number'].includes(typeof said?.code) ? String(said?.code) : `http${status}`,
  details: said?.details ?? {},
  retryAfter: Number(headers.get('Retry-After')) || 0,
})

async function readJson(response: Response): Promise<unknown> {
  if (!response.headers.get('Content-Type')?.includes('json')) return undefined
  return response.json().catch(() => undefined)
}

export function queryString(query: QueryParameters): string {
  const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const text = new URLSearchParams(said.map(([key, value]) => [key, String(value)])).toString()
  return text && `?${text}`
}
