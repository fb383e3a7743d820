// What this phone holds for the person signed in, as signals that screens read. It only mirrors
// the store: whoever changes the store calls the matching reload.

import { computed, type Signal, signal } from '@preact/signals'
import type { HeartbeatCounts, OwingPhones } from '../api/owing-wire'
import type {
  DataValue,
  Handover,
  OrgUnit,
  PublishedForm,
  ResultPage,
  Submission,
} from '../api/wire'
import { today } from '../clock'
import type { ChoiceLists, Definition } from '../engine'
import { ownEntry, putEntry } from '../entries'
import type { DraftRecord, RecordHead, RecordStanding, ServerCopy } from '../store/records'
import type { Store } from '../store/store'
import { activitiesInRecords, activitiesOnServer, dueActivities, formsByEntityList } from './due'
import { trackRecordHeads } from './heads'
import { mergeLists } from './lists'
import { isFormUsable } from './offered'
import {
  begunDrafts,
  countPhotosHere,
  countPhotosOwed,
  isOwed,
  recordItemsOf,
  unsentItems,
} from './standing'

/** The names under which the server's answers are kept; see refresh.ts. */
export const COPY_NAMES = {
  forms: 'forms',
  orgUnits: 'orgUnits',
  mine: 'mine',
  awaiting: 'awaiting',
  handovers: 'handovers',
  owing: 'owing',
  owingPhones: 'owingPhones',
  happened: 'happened',
  definition: (form: string, version: string) => `definition/${form}/${version}`,
  list: (name: string) => `list/${name}`,
  figures: (unit: string, period: string) => `figures/${unit}/${period}`,
  byChild: (code: string, unit: string, period: string) => `byChild/${code}/${unit}/${period}`,
  values: (code: string, unit: string, period: string) => `values/${code}/${unit}/${period}`,
  record: (id: string) => `record/${id}`,
  /** Hers, not the server's: what she means to say at the questions of this version. */
  remarks: (version: string) => `remarks/${version}`,
  plan: (id: string) => `plan/${id}`,
}

const NOTHING_AWAITS: ResultPage<Submission> = { items: [], next: null, total: 0 }
const NOBODY_OWES: OwingPhones = { items: [], total: 0, atRisk: 0 }
const NO_HANDOVERS = { items: [] as Handover[] }

/** What every desk reads at once, in this order. */
const FIXED_COPY_NAMES = [
  COPY_NAMES.forms,
  COPY_NAMES.mine,
  COPY_NAMES.owing,
  COPY_NAMES.handovers,
  COPY_NAMES.orgUnits,
  COPY_NAMES.happened,
]

/** Lists where `model` has lists. What a stranger said and an earlier app kept never came. */
function hasShapeOf(body: unknown, model: unknown): boolean {
  if (Array.isArray(model)) return Array.isArray(body)
  if (typeof model !== 'object' || model === null) return true
  const parts = Object.entries(model)
  const said = body as Record<string, unknown> | null | undefined
  return parts.every(([name, part]) => said != null && hasShapeOf(ownEntry(said, name), part))
}

const bodyOrDefault = <T>(copy: ServerCopy | undefined, otherwise: T): T =>
  copy?.body != null && hasShapeOf(copy.body, otherwise) ? (copy.body as T) : otherwise

const EMPTY_DEFINITION = { lists: [], entities: [], nodes: [], indicators: [] }

export type Ledger = ReturnType<typeof openLedger>

/** What the server's copies said last. */
const copySignals = () => ({
  mine: signal<Submission[]>([]),
  /** How many phones of her people still owe records. */
  owing: signal(NOBODY_OWES),
  /** Where she gives a team's work, or takes it. */
  handovers: signal<Handover[]>([]),
  definitions: signal<Definition[]>([]),
  /** Form ids with which nothing new is begun any more. */
  withdrawn: signal<string[]>([]),
  plainLists: signal<ChoiceLists>({}),
  orgUnits: signal<OrgUnit[]>([]),
  values: signal<DataValue[]>([]),
  /** False where it was never fetched (a province has too much): nothing is called missing then. */
  knowsWhatHappened: signal(false),
  refreshedAt: signal(''),
})

type CopySignals = ReturnType<typeof copySignals>
type CopyValues = { [Name in keyof CopySignals]: CopySignals[Name]['value'] }
type ReadCopies = (whats: string[]) => Promise<(ServerCopy | undefined)[]>

async function readFixedCopies(copies: ReadCopies): Promise<CopyValues> {
  const [forms, submissions, phones, given, units, happened] = await copies(FIXED_COPY_NAMES)
  const versions = bodyOrDefault<PublishedForm[]>(forms, [])
  const known = await copies(
    versions.map((form) => COPY_NAMES.definition(form.xmlFormId, form.version)),
  )
  const usable = known.flatMap((each) =>
    hasShapeOf(each?.body, EMPTY_DEFINITION) ? [each?.body as Definition] : [],
  )
  const plainLists = await readListCopies(copies, usable)
  return {
    mine: bodyOrDefault(submissions, []),
    owing: bodyOrDefault(phones, NOBODY_OWES),
    handovers: bodyOrDefault(given, NO_HANDOVERS).items,
    orgUnits: bodyOrDefault(units, []),
    values: bodyOrDefault<DataValue[]>(happened, []),
    knowsWhatHappened: hasShapeOf(happened?.body, []),
    refreshedAt: forms?.at ?? '',
    plainLists,
    withdrawn: versions.filter(({ state }) => state === 'closing').map((each) => each.xmlFormId),
    // A form is offered when all that it chooses from is here too: the signal may have gone between.
    definitions: usable.filter((form) => form.lists.every((name) => ownEntry(plainLists, name))),
  }
}

async function readListCopies(copies: ReadCopies, forms: Definition[]): Promise<ChoiceLists> {
  const names = [...new Set(forms.flatMap((each) => each.lists))]
  const rows = await copies(names.map(COPY_NAMES.list))
  const here: ChoiceLists = {}
  for (const [nth, name] of names.entries())
    if (hasShapeOf(rows[nth]?.body, []))
      putEntry(here, name, bodyOrDefault<ChoiceLists[string]>(rows[nth], []))
  return here
}

export function openLedger(store: Store, owner: number, sendingId: () => string) {
  const ready = signal(false)
  const drafts = signal<DraftRecord[]>([])
  const records = signal<RecordHead[]>([])
  const heads = trackRecordHeads(store, owner, (shown) => {
    records.value = shown
  })
  const { plainLists, values, ...copied } = copySignals()
  const awaiting = signal<ResultPage<Submission>>(NOTHING_AWAITS)
  const copy = async <T>(what: string, otherwise: T): Promise<T> =>
    bodyOrDefault(await store.copy(owner, what), otherwise)

  async function reloadWork(): Promise<void> {
    const [d] = await Promise.all([store.drafts(owner), heads.reload()])
    drafts.value = d
  }

  async function reloadAwaiting(): Promise<void> {
    awaiting.value = await copy(COPY_NAMES.awaiting, NOTHING_AWAITS)
  }

  async function reloadCopies(): Promise<void> {
    const reading = readFixedCopies((whats) => store.copies(owner, whats))
    const [said] = await Promise.all([reading, reloadAwaiting()])
    const into = { plainLists, values, ...copied }
    for (const name of Object.keys(said) as (keyof CopyValues)[])
      (into[name] as Signal<unknown>).value = said[name]
  }

  return {
    ready,
    drafts: computed(() => begunDrafts(drafts.value)),
    records,
    awaiting,
    ...copied,
    ...workViews(records, copied.mine, sendingId),
    ...choiceViews(records, { plainLists, values, ...copied }),
    /** What the server is told with each contact: of all records, opened here yet or not. */
    counts: async () =>
      heartbeatCounts(await store.standings(owner), begunDrafts(drafts.value).length),
    copy,
    reloadWork,
    /** Everything that was registered here is known: a form that chooses from it may be opened. */
    allOpen: heads.allOpen,
    reloadAwaiting,
    reloadCopies,
    reload: async () => {
      await Promise.all([reloadWork(), reloadCopies()])
      ready.value = true
    },
  }
}

/** Her records, here and there, as lists show them. */
function workViews(
  records: Signal<RecordHead[]>,
  mine: Signal<Submission[]>,
  sendingId: () => string,
) {
  const items = computed(() => recordItemsOf(records.value, mine.value, sendingId()))
  return {
    items,
    unsent: computed(() => unsentItems(items.value).length),
    /** Photos whose records are there already. */
    photosOwed: computed(() => records.value.reduce((sum, each) => sum + countPhotosOwed(each), 0)),
    /** Those too that the server refused: they lie nowhere else. */
    photosHere: computed(() => records.value.reduce((sum, each) => sum + countPhotosHere(each), 0)),
    setAside: computed(() => items.value.filter((item) => item.state === 'setAside').length),
    returned: computed(() => items.value.filter((item) => item.state === 'returned')),
  }
}

/** What there is to choose from, and what is due among it. */
function choiceViews(
  records: Signal<RecordHead[]>,
  { mine, definitions, withdrawn, plainLists, orgUnits, values }: CopySignals,
) {
  const refusedRoots = () =>
    new Set(
      mine.value.filter((each) => each.reviewState === 'rejected').map((each) => each.instanceId),
    )
  const isOpen = ({ formId }: Definition) => !withdrawn.value.includes(formId)
  const lists = computed(() => mergeLists(plainLists.value, records.value, refusedRoots()))
  const unitName = (id: string) =>
    orgUnits.value.find((unit) => unit.id === id)?.name ??
    lists.value.org_units?.find((row) => row.name === id)?.label ??
    ''
  return {
    lists,
    /** The forms that she can use with what is on this phone. */
    offered: computed(() =>
      definitions.value.filter((form) => isOpen(form) && isFormUsable(form, lists.value)),
    ),
    /** A withdrawn form has words for its list still, and is no activity that would be due. */
    circles: computed(() =>
      formsByEntityList(definitions.value).map((circle) => ({
        ...circle,
        activities: circle.activities.filter(isOpen),
      })),
    ),
    unitName,
    /** What is due this month among the things of one list. */
    due: (list: string, activities: string[]) => {
      const refused = refusedRoots()
      const happened = [
        ...activitiesOnServer(values.value),
        // A register of hers is about a team too, and is no meeting.
        ...activitiesOnServer(mine.value.filter((each) => activities.includes(each.xmlFormId))),
        ...activitiesInRecords(records.value, activities),
      ].filter(({ root }) => !refused.has(root))
      return dueActivities(
        ownEntry(lists.value, list) ?? [],
        happened,
        today().slice(0, 7),
        unitName,
      )
    },
  }
}

function heartbeatCounts(standings: RecordStanding[], drafts: number): HeartbeatCounts {
  const owed = standings.filter(isOwed)
  const times = owed.map((each) => each.finalizedAt).sort()
  return {
    owed: owed.length,
    oldestAt: times[0] ?? null,
    setAside: standings.filter((each) => each.standing === 'setAside').length,
    drafts,
  }
}
