// What phones say of themselves, and what supervisors are told of it. Shapes only.

/** What a phone says of itself: counts, nothing of what was written. */
export interface HeartbeatCounts {
  owed: number
  oldestAt: string | null
  setAside: number
  drafts: number
}

export interface Heartbeat extends HeartbeatCounts {
  deviceId: string
  appVersion: string
  persisted: boolean
  freeMb: number | null
  clock: string
  hasToken: boolean
}

/** A phone of the same person that still owed when this one first came. */
export interface FormerPhone {
  owed: number
  oldestAt: string | null
  lastContactAt: string
}

export interface HeartbeatAnswer {
  serverTime: string
  minimumVersion: string
  closedVersions: string[]
  message: string | null
  formerPhones: FormerPhone[]
  outboxToken: string | null
}

export type PhoneRisk = 'cleared' | 'evictable' | 'silent'

/** Somebody's phone that has not sent everything, as her supervisor sees it. */
export interface OwingPhone {
  id: number
  person: { id: number; displayName: string }
  orgUnit: { id: string; name: string }
  owed: number
  setAside: number
  drafts: number
  oldestAt: string | null
  lastContactAt: string
  persisted: boolean
  risks: PhoneRisk[]
}

/** What became of one record, or of the photo `file` of one. */
export interface OutboxImportItem {
  outcome: 'taken' | 'known' | 'refused'
  instanceId: string
  file: string | null
  receipt: string | null
  owner: string | null
  code: string | null
}

export interface OutboxImportResult {
  counts: Record<OutboxImportItem['outcome'], number>
  items: OutboxImportItem[]
}

export interface OwingPhones {
  items: OwingPhone[]
  total: number
  atRisk: number
}
