// What phones say of themselves, and what supervisors are told of it. Shapes only.

import type { Shapes } from './shapes'

/** Counts, nothing of what was written. */
export type HeartbeatCounts = Required<
  Pick<Shapes['Heartbeat'], 'owed' | 'oldestAt' | 'setAside' | 'drafts'>
>

export type Heartbeat = Shapes['Heartbeat']

/** A phone of the same person that still owed when this one first came. */
export type FormerPhone = Shapes['FormerPhone']

export type HeartbeatAnswer = Shapes['HeartbeatAnswer']

export type PhoneRisk = Shapes['PhoneRisk']

/** Somebody's phone that has not sent everything, as her supervisor sees it. */
export type OwingPhone = Shapes['OwingPhoneLine']

/** What became of one record, or of the photo `file` of one. */
export type OutboxImportItem = Shapes['OutboxImportItem']

export type OutboxImportResult = Shapes['OutboxImportResult']

export type OwingPhones = Shapes['OwingPhones']
