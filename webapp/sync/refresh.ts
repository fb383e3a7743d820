// Fetches what the phone should know before the network goes away again, and keeps it in the
// store. Its one rule: nothing here is needed to write or to send; each piece may fail alone.

import type { Api, ConditionalReply } from '../api/client'
import { fetchServerKeys } from '../api/server-keys'
import type {
  DataValue,
  Handover,
  Person,
  PublishedForm,
  ResultPage,
  Submission,
} from '../api/wire'
import { now, today } from '../clock'
import type { Definition } from '../engine'
import { formsByEntityList } from '../state/due'
import { COPY_NAMES } from '../state/ledger'
import { firstOrgUnit, hasAnyRole } from '../state/roles'
import { updatePerson } from '../state/session'
import type { Store } from '../store/store'
import { offerForgotten } from './restored'

export interface RefreshPorts {
  store: Pick<
    Store,
    | 'copy'
    | 'keepCopy'
    | 'stillHolds'
    | 'setting'
    | 'keepSetting'
    | 'keepSettings'
    | 'standings'
    | 'offerAgain'
  >
  api: Api
  person: Person
}

/** later: the server could not tell all of it now · again: something waits to be sent once more */
export type RefreshOutcome = 'done' | 'again' | 'later' | 'offline' | 'signedOut'

const REFRESH_PAGE_SIZE = 200
const MOST_REFRESH_PAGES = 5

/** Nothing more is asked of a server that has no time now. */
const BUSY_STATUSES = [408, 425, 429, 503]

class RefreshInterrupted extends Error {
  constructor(readonly how: 'offline' | 'signedOut' | 'later') {
    super(how)
  }
}

/** One time of fetching. */
interface RefreshRound extends RefreshPorts {
  /** Something could not be told now. */
  missed: boolean
  /** What the server has forgotten waits to be sent. */
  again: boolean
}

export async function refreshCopies(ports: RefreshPorts): Promise<RefreshOutcome> {
  const source: RefreshRound = { ...ports, person: ports.person, missed: false, again: false }
  try {
    await refreshPerson(source)
    await fetchServerKeys(source)
    const definitions = await refreshForms(source)
    await refreshLists(source, definitions)
    await refreshMine(source)
    await fetchCopy(source, COPY_NAMES.handovers, () =>
      source.api.line.get<{ items: Handover[] }>('/v1/handovers', { of: 'me' }),
    )
    await refreshFigures(source)
    await refreshHappened(source, definitions)
    if (hasAnyRole(source.person, 'supervisor')) {
      const wanted = { of: 'awaiting', limit: REFRESH_PAGE_SIZE }
      await fetchCopy(source, COPY_NAMES.awaiting, () => source.api.submissions(wanted))
    }
    if (hasAnyRole(source.person, 'supervisor', 'admin'))
      await fetchCopy(source, COPY_NAMES.owing, () => source.api.owing({ only: 'totals' }))
    if (source.again) return 'again'
    return source.missed ? 'later' : 'done'
  } catch (error) {
    if (error instanceof RefreshInterrupted) return error.how
    throw error
  }
}

/** Keep the new body, or learn that the kept one still holds. A refusal of one piece is no end. */
async function fetchCopy<T>(
  source: RefreshRound,
  what: string,
  fetched: (etag: string) => Promise<ConditionalReply<T>>,
  kept: (body: T) => unknown = (body) => body,
): Promise<T | undefined> {
  const { store, person } = source
  const before = await store.copy(person.id, what)
  const reply = await fetched(before?.etag ?? '')
  if (reply === 'unreachable') throw new RefreshInterrupted('offline')
  if (reply === 'unchanged') {
    if (before) await store.stillHolds(person.id, what, now())
    return before?.body as T | undefined
  }
  if (!reply.ok) {
    if (reply.status === 401) throw new RefreshInterrupted('signedOut')
    if (BUSY_STATUSES.includes(reply.status)) throw new RefreshInterrupted('later')
    source.missed ||= reply.status >= 500
    return before?.body as T | undefined
  }
  await store.keepCopy({
    owner: person.id,
    what,
    etag: reply.etag,
    at: now(),
    body: kept(reply.body),
  })
  return reply.body
}

/** Her name and her units may have changed while the phone was away. */
async function refreshPerson({ store, api, person }: RefreshPorts): Promise<void> {
  const reply = await api.me()
  if (reply === 'unreachable') throw new RefreshInterrupted('offline')
  if (!reply.ok && reply.status === 401) throw new RefreshInterrupted('signedOut')
  if (!reply.ok || reply.body.id !== person.id) return
  if (JSON.stringify(reply.body) !== JSON.stringify(person))
    await updatePerson({ store }, reply.body)
}

async function refreshForms(source: RefreshRound): Promise<Definition[]> {
  const forms = (await fetchCopy<PublishedForm[]>(source, COPY_NAMES.forms, source.api.forms)) ?? []
  const found: Definition[] = []
  for (const { xmlFormId, version } of forms) {
    const what = COPY_NAMES.definition(xmlFormId, version)
    const definition = await fetchCopy<Definition>(source, what, (etag) =>
      source.api.definition(xmlFormId, version, etag),
    )
    if (definition) found.push(definition)
  }
  return found
}

async function refreshLists(source: RefreshRound, definitions: Definition[]): Promise<void> {
  await fetchCopy(source, COPY_NAMES.orgUnits, source.api.orgUnits)
  for (const name of new Set(definitions.flatMap((each) => each.lists))) {
    await fetchCopy(
      source,
      COPY_NAMES.list(name),
      (etag) => source.api.list(name, etag),
      (body) => body.rows,
    )
  }
}

/** Her own records; what she was given a receipt for and is not among them goes again. */
async function refreshMine(source: RefreshRound): Promise<void> {
  const { store, person } = source
  const here = await store.standings(person.id)
  let told: Submission[] | undefined
  await fetchCopy<Submission[]>(
    source,
    COPY_NAMES.mine,
    () => fetchSubmissions(source, { of: 'me', limit: REFRESH_PAGE_SIZE }),
    (body) => {
      told = body
      return body
    },
  )
  // An older list says nothing of what was received since.
  if (!told) return
  const cut = told.length >= REFRESH_PAGE_SIZE * MOST_REFRESH_PAGES
  if (await offerForgotten(store, here, told, cut)) source.again = true
}

async function refreshFigures(source: RefreshRound): Promise<void> {
  const unit = firstOrgUnit(source.person)
  if (!unit) return
  const period = today().slice(0, 4)
  await fetchCopy(source, COPY_NAMES.figures(unit.id, period), () =>
    source.api.figures({ orgUnit: unit.id, period }),
  )
}

/** What took place this year and counts already, so that home knows what is due. */
async function refreshHappened(source: RefreshRound, definitions: Definition[]): Promise<void> {
  const unit = firstOrgUnit(source.person)
  if (!unit || unit.level === 'nation' || unit.level === 'province') return
  const codes: string[] = []
  for (const { list, activities } of formsByEntityList(definitions)) {
    const rows = await source.store.copy(source.person.id, COPY_NAMES.list(list))
    if (!(rows?.body as unknown[] | undefined)?.length) continue
    for (const { indicators } of activities) {
      const counting = indicators.find((row) => row.subject)
      if (counting) codes.push(String(counting.indicator))
    }
  }
  const query = { orgUnit: unit.id, period: today().slice(0, 4), limit: REFRESH_PAGE_SIZE }
  await fetchCopy(source, COPY_NAMES.happened, () => fetchDataValues(source, codes, query))
}

/** The records behind several indicators as one reply. */
async function fetchDataValues(
  { api }: RefreshPorts,
  codes: string[],
  query: Record<string, string | number>,
) {
  const items: DataValue[] = []
  for (const indicator of codes) {
    const asked = { ...query, indicator }
    const reply = await fetchPages((after) => api.dataValues(after ? { ...asked, after } : asked))
    if (reply === 'unreachable' || reply === 'unchanged' || !reply.ok) return reply
    items.push(...reply.body)
  }
  return { ok: true, status: 200, etag: '', body: items } as const
}

const fetchSubmissions = ({ api }: RefreshPorts, query: Record<string, string | number>) =>
  fetchPages((after) => api.submissions(after ? { ...query, after } : query))

/** A few pages as one reply; the last one tells how it went. */
async function fetchPages<T>(
  ask: (after: string) => Promise<ConditionalReply<ResultPage<T>>>,
): Promise<ConditionalReply<T[]>> {
  const items: T[] = []
  let after = ''
  for (let nth = 0; nth < MOST_REFRESH_PAGES; nth++) {
    const reply = await ask(after)
    if (reply === 'unreachable' || reply === 'unchanged' || !reply.ok) return reply
    items.push(...reply.body.items)
    after = reply.body.next ?? ''
    if (!after) break
  }
  return { ok: true, status: 200, etag: '', body: items }
}
