// The client of the server: what may be asked of it, by noun. How it is asked stands in line.ts.

import type { ChoiceLists, Definition } from '../engine'
import { SEALED_MEDIA_TYPE } from './base64url'
import {
  isFromServer,
  type LineSetting,
  openLine,
  queryString,
  READ_TIMEOUT,
  type Reply,
  SEND_TIMEOUT,
  SERVER_HEADER,
  SESSIONS_PATH,
  type ServerLine,
} from './line'
import type * as owing from './owing-wire'
import type * as wire from './wire'

export type { ConditionalReply, RefusedReply, Reply, SuccessReply } from './line'

type QueryParameters = Parameters<typeof queryString>[0]

export type Api = ReturnType<typeof createApi>

/** `heard` is told after each try whether somebody answered, and when. `origin` is empty in a browser. */
export function createApi(
  language: LineSetting['language'],
  heard: LineSetting['heard'],
  origin = '',
  session: LineSetting['session'] = { mayAsk: () => true, mark: () => 0, over: () => undefined },
) {
  const line = openLine({ language, heard, origin, session })
  return {
    /** For rooms that have their own words for their own questions: administration. */
    line: { get: line.get, send: line.send, call: line.call },
    ...accountCalls(line),
    ...healthCalls(line),
    ...owingCalls(line),
    ...copyCalls(line),
    ...submissionCalls(line),
    ...figureCalls(line),
    ...documentCalls(line, origin, session),
    ...uploadCalls(line),
  }
}

const FORMS_PATH = '/v1/projects/1/forms'
const submissionPath = (form: string, id: string) =>
  `${FORMS_PATH}/${encodeURIComponent(form)}/submissions/${encodeURIComponent(id)}`
const filePath = ({ id, name }: wire.TravellingFile) =>
  `/v1/submissions/${encodeURIComponent(id)}/files/${encodeURIComponent(name)}`

const accountCalls = ({ get, send }: ServerLine) => ({
  signIn: (email: string, password: string) =>
    send<{ expiresAt: string }>('POST', SESSIONS_PATH, { email, password }),
  signOut: () => send<unknown>('DELETE', '/v1/sessions/current'),
  me: () => get<wire.Person>('/v1/users/current'),
  keys: () => get<wire.ServerKeys>('/v1/keys'),
  /** What only the server opens: the key of her own vault, for her password. */
  recover: (password: string, envelope: string) =>
    send<{ key: string }>('POST', '/v1/vaults/recovery', { password, envelope }),
})

const healthCalls = ({ get }: ServerLine) => ({
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
})

const owingCalls = ({ get, send, call }: ServerLine) => ({
  heartbeat: (said: owing.Heartbeat) => send<owing.HeartbeatAnswer>('POST', '/v1/heartbeats', said),
  /** A file of unsent records that somebody brought. */
  async bring(body: ArrayBuffer): Promise<Reply<owing.OutboxImportResult>> {
    const headers = { 'Content-Type': 'application/octet-stream' }
    const init = { method: 'POST', headers, body }
    const reply = await call<owing.OutboxImportResult>('/v1/outboxes', init, SEND_TIMEOUT)
    return reply === 'unchanged' ? 'unreachable' : reply
  },
  owing: (query: QueryParameters = {}) => get<owing.OwingPhones>('/v1/phones', query),
})

const copyCalls = ({ ifChanged }: ServerLine) => ({
  /** Withdrawn ones too: what was begun with them goes on. */
  forms: (etag: string) => ifChanged<wire.PublishedForm[]>(`${FORMS_PATH}?withdrawn=true`, etag),
  definition: (form: string, version: string, etag: string) =>
    ifChanged<Definition>(
      `${FORMS_PATH}/${encodeURIComponent(form)}/versions/${encodeURIComponent(version)}/definition`,
      etag,
    ),
  list: (name: string, etag: string) =>
    ifChanged<{ name: string; rows: ChoiceLists[string] }>(
      `/v1/lists/${encodeURIComponent(name)}`,
      etag,
    ),
  orgUnits: (etag: string) => ifChanged<wire.OrgUnit[]>('/v1/orgUnits', etag),
})

const submissionCalls = ({ get, send }: ServerLine) => ({
  submissions: (query: QueryParameters) =>
    get<wire.ResultPage<wire.Submission>>('/v1/submissions', query),
  record: (form: string, id: string) =>
    get<wire.SubmissionDetail>(`${submissionPath(form, id)}/record`),
  review: (form: string, id: string, body: wire.ReviewVerdict) =>
    send<wire.Review>('POST', `${submissionPath(form, id)}/reviews`, body),
})

const figureCalls = ({ get }: ServerLine) => ({
  figures: (query: QueryParameters) => get<wire.Figures>('/v1/figures', query),
  byChild: (code: string, query: QueryParameters) =>
    get<wire.FiguresByChild>(`/v1/figures/${encodeURIComponent(code)}/byChild`, query),
  plan: (id: string) => get<wire.Plan>(`/v1/documents/${encodeURIComponent(id)}`),
  dataValues: (query: QueryParameters) => get<wire.DataValues>('/v1/dataValues', query),
})

const documentCalls = ({ ask }: ServerLine, origin: string, session: LineSetting['session']) => ({
  /** An address for an <img>: the browser fetches it with the cookie. */
  photoAddress: (form: string, id: string, name: string) =>
    `${submissionPath(form, id)}/attachments/${encodeURIComponent(name)}`,
  /**
   * The current version as a document. By XMLHttpRequest, because it parses without any of the
   * doors that Trusted Types close.
   */
  xml: (form: string, id: string) =>
    new Promise<Document | null>((done) => {
      if (!session.mayAsk(submissionPath(form, id))) return done(null)
      const request = new XMLHttpRequest()
      request.open('GET', `${origin}${submissionPath(form, id)}.xml`)
      request.timeout = READ_TIMEOUT
      const ours = () => request.status === 200 && request.getResponseHeader(SERVER_HEADER)
      request.onloadend = () => done(ours() ? request.responseXML : null)
      request.send()
    }),
  async photo(form: string, id: string, name: string): Promise<Blob | null> {
    const path = `${submissionPath(form, id)}/attachments/${encodeURIComponent(name)}`
    const response = await ask(path, {}, SEND_TIMEOUT)
    return response?.ok && isFromServer(response) ? response.blob().catch(() => null) : null
  },
})

const uploadCalls = ({ get, deliver }: ServerLine) => ({
  /** One record without its files: its XML, or the envelope in which it lies. */
  submit(record: Blob): Promise<Reply<wire.Receipt>> {
    const form = new FormData()
    form.append('xml_submission_file', record, 'submission.xml')
    const body = record.type === SEALED_MEDIA_TYPE ? record : form
    return deliver('/v1/projects/1/submission', 'POST', body, record.size)
  },
  /** Where to go on with a file. */
  fileSoFar: (file: wire.TravellingFile) =>
    get<wire.UploadState>(filePath(file), { sha256: file.sha256, size: file.size }),
  sendPart(
    file: wire.TravellingFile,
    offset: number,
    part: Blob,
  ): Promise<Reply<wire.UploadState>> {
    const query = queryString({ sha256: file.sha256, size: file.size, offset })
    return deliver(filePath(file) + query, 'PUT', part, part.size)
  },
})
