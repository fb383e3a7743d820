// The only file that says fetch. It never throws: there is a reply of ours, or no reply.

import type { ChoiceLists, Definition } from '../engine'
import { SEALED_MEDIA_TYPE } from './base64url'
import type * as owing from './owing-wire'
import { timeoutForBytes } from './pace'
import type * as wire from './wire'

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

const READ_TIMEOUT = 45_000
const SEND_TIMEOUT = 300_000
/** Every answer of our server carries it; no portal, gateway or proxy does. */
const SERVER_HEADER = 'So-Thon'
/** Refusals that a proxy before our server may answer, and that are meant all the same. */
const PROXY_REFUSALS = [413, 415, 422, 429]

const SESSIONS_PATH = '/v1/sessions'

/** Whether this page may speak under the cookie that it has; and what to do when that is over. */
interface SessionGuard {
  mayAsk(path: string): boolean
  /** Another one after each sign-in. */
  mark(): number
  over(code: string): void
}

export type Api = ReturnType<typeof createApi>

/** `heard` is told after each try whether somebody answered, and when. `origin` is empty in a browser. */
export function createApi(
  language: () => string,
  heard: (reached: boolean, at?: string) => void,
  origin = '',
  session: SessionGuard = { mayAsk: () => true, mark: () => 0, over: () => undefined },
) {
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

  const pathOf = ({ id, name }: wire.TravellingFile) =>
    `/v1/submissions/${encodeURIComponent(id)}/files/${encodeURIComponent(name)}`

  const ifChanged = <T>(path: string, etag: string): Promise<ConditionalReply<T>> =>
    call<T>(path, etag ? { headers: { 'If-None-Match': etag } } : {})

  const forms = '/v1/projects/1/forms'
  const submission = (form: string, id: string) =>
    `${forms}/${encodeURIComponent(form)}/submissions/${encodeURIComponent(id)}`

  return {
    /** For rooms that have their own words for their own questions: administration. */
    line: { get, send, call },
    signIn: (email: string, password: string) =>
      send<{ expiresAt: string }>('POST', SESSIONS_PATH, { email, password }),
    signOut: () => send<unknown>('DELETE', '/v1/sessions/current'),
    /** Is it really our server at the other end? Cheap, and nothing depends on what it says. */
    async reach(): Promise<boolean> {
      const reply = await get<wire.Health>('/health')
      return reply !== 'unreachable' && reply.ok && reply.body.status === 'ok'
    },
    /** Accounts that anybody may try: only a server in demonstration mode names any. */
    async offered(): Promise<wire.DemonstrationOffer | null> {
      const reply = await get<wire.Health>('/health')
      return reply !== 'unreachable' && reply.ok ? (reply.body.demonstration ?? null) : null
    },
    me: () => get<wire.Person>('/v1/users/current'),
    keys: () => get<wire.ServerKeys>('/v1/keys'),
    heartbeat: (said: owing.Heartbeat) =>
      send<owing.HeartbeatAnswer>('POST', '/v1/heartbeats', said),
    /** A file of unsent records that somebody brought. */
    async bring(body: ArrayBuffer): Promise<Reply<owing.OutboxImportResult>> {
      const headers = { 'Content-Type': 'application/octet-stream' }
      const init = { method: 'POST', headers, body }
      const reply = await call<owing.OutboxImportResult>('/v1/outboxes', init, SEND_TIMEOUT)
      return reply === 'unchanged' ? 'unreachable' : reply
    },
    owing: (query: QueryParameters = {}) => get<owing.OwingPhones>('/v1/phones', query),
    forms: (etag: string) => ifChanged<wire.PublishedForm[]>(forms, etag),
    definition: (form: string, version: string, etag: string) =>
      ifChanged<Definition>(
        `${forms}/${encodeURIComponent(form)}/versions/${encodeURIComponent(version)}/definition`,
        etag,
      ),
    list: (name: string, etag: string) =>
      ifChanged<{ name: string; rows: ChoiceLists[string] }>(
        `/v1/lists/${encodeURIComponent(name)}`,
        etag,
      ),
    orgUnits: (etag: string) => ifChanged<wire.OrgUnit[]>('/v1/orgUnits', etag),
    submissions: (query: QueryParameters) =>
      get<wire.ResultPage<wire.Submission>>('/v1/submissions', query),
    record: (form: string, id: string) =>
      get<wire.SubmissionDetail>(`${submission(form, id)}/record`),
    review: (form: string, id: string, body: wire.ReviewVerdict) =>
      send<wire.Review>('POST', `${submission(form, id)}/reviews`, body),
    /** What only the server opens: the key of her own vault, for her password. */
    recover: (password: string, envelope: string) =>
      send<{ key: string }>('POST', '/v1/vaults/recovery', { password, envelope }),
    figures: (query: QueryParameters) => get<wire.Figures>('/v1/figures', query),
    byChild: (code: string, query: QueryParameters) =>
      get<wire.FiguresByChild>(`/v1/figures/${encodeURIComponent(code)}/byChild`, query),
    plan: (id: string) => get<wire.Plan>(`/v1/documents/${encodeURIComponent(id)}`),
    dataValues: (query: QueryParameters) => get<wire.DataValues>('/v1/dataValues', query),
    /** An address for an <img>: the browser fetches it with the cookie. */
    photoAddress: (form: string, id: string, name: string) =>
      `${submission(form, id)}/attachments/${encodeURIComponent(name)}`,
    /**
     * The current version as a document. By XMLHttpRequest, because it parses without any of the
     * doors that Trusted Types close.
     */
    xml: (form: string, id: string) =>
      new Promise<Document | null>((done) => {
        if (!session.mayAsk(submission(form, id))) return done(null)
        const request = new XMLHttpRequest()
        request.open('GET', `${origin}${submission(form, id)}.xml`)
        request.timeout = READ_TIMEOUT
        const ours = () => request.status === 200 && request.getResponseHeader(SERVER_HEADER)
        request.onloadend = () => done(ours() ? request.responseXML : null)
        request.send()
      }),
    async photo(form: string, id: string, name: string): Promise<Blob | null> {
      const path = `${submission(form, id)}/attachments/${encodeURIComponent(name)}`
      const response = await ask(path, {}, SEND_TIMEOUT)
      return response?.ok && isFromServer(response) ? response.blob().catch(() => null) : null
    },
    /** One record without its files: its XML, or the envelope in which it lies. */
    submit(record: Blob): Promise<Reply<wire.Receipt>> {
      const form = new FormData()
      form.append('xml_submission_file', record, 'submission.xml')
      const body = record.type === SEALED_MEDIA_TYPE ? record : form
      return deliver('/v1/projects/1/submission', 'POST', body, record.size)
    },
    /** Where to go on with a file. */
    fileSoFar: (file: wire.TravellingFile) =>
      get<wire.UploadState>(pathOf(file), { sha256: file.sha256, size: file.size }),
    sendPart(
      file: wire.TravellingFile,
      offset: number,
      part: Blob,
    ): Promise<Reply<wire.UploadState>> {
      const query = queryString({ sha256: file.sha256, size: file.size, offset })
      return deliver(pathOf(file) + query, 'PUT', part, part.size)
    },
  }
}

const isFromServer = (response: Response) => response.headers.has(SERVER_HEADER)

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

function queryString(query: QueryParameters): string {
  const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const text = new URLSearchParams(said.map(([key, value]) => [key, String(value)])).toString()
  return text && `?${text}`
}
