// What the server says to administrators (docs/administration.md). Shapes only.

import type { Shapes } from '../api/shapes'

import type { Absence, Level, Role } from '../api/wire'

export type UnitBrief = Shapes['UnitBrief']

export interface Assignment {
  id: number
  role: Role
  validFrom: string
  /** The first day on which it holds no more. */
  validTo: string | null
  inForce: boolean
  mayEnd: boolean
  orgUnit: UnitBrief
}

export interface User {
  id: number
  /** The login; Central's word. */
  email: string
  displayName: string
  createdAt: string
  active: boolean
  hasPassword: boolean
  demonstration: boolean
  invitation: { createdAt: string; expiresAt: string } | null
  openSessions: number
  elsewhere: boolean
  mayManage: boolean
  whyNot: 'ownAccount' | 'aboveYou' | null
  assignments: Assignment[]
}

export type Invitation = Shapes['InvitationCode']

export interface Page<T> {
  items: T[]
  total: number | null
  next: string | null
}

export type FormVersion = Shapes['FormVersionBrief']

export type FormBrief = Shapes['FormBrief']

export type WorkbookMistake = Shapes['WorkbookMistake']

export type FormReport = Shapes['FormReport']

export interface UnitVersion {
  validFrom: string
  validTo: string | null
  level: Level
  code: string | null
  kind: string
  name: string
  parentId: string | null
  /** What it stood in on the first of these days. */
  lineage: string
  undecided: boolean
  source: string
  note: string
}

export type NamedUnit = Pick<UnitBrief, 'id' | 'code' | 'kind' | 'name'>

export type SuccessionExtent = 'whole' | 'part' | 'part, default'

export interface SuccessionStep {
  from: NamedUnit
  to: NamedUnit
  onDate: string
  extent: SuccessionExtent
}

export interface UnitDetail {
  id: string
  openedOn: string
  closedOn: string | null
  illustrative: boolean
  onDay: (UnitBrief & { parentId: string | null; undecided: boolean; within: boolean }) | null
  versions: UnitVersion[]
  aliases: { name: string; source: string }[]
  divided: boolean
  became: SuccessionStep[]
  cameFrom: SuccessionStep[]
  choices: PlacementChoice[]
  placements: Placement[]
}

/** A commune that it lay in was divided: where it may have gone, and is taken to stand. */
export interface PlacementChoice {
  onDate: string
  divided: NamedUnit
  among: { orgUnit: NamedUnit; extent: SuccessionExtent }[]
  parent: NamedUnit
  undecided: boolean
}

export interface Placement {
  id: number
  onDate: string
  parent: NamedUnit
  source: string
  decidedAt: string
  decidedBy: { id: number; displayName: string } | null
  inForce: boolean
}

export interface UnitLine extends UnitBrief {
  parentId: string | null
  undecided: boolean
  within: boolean
  /** The last day on which a former unit bore this name. */
  until: string | null
}

export interface Indicator {
  code: string
  name: string
  nameEn: string
  unit: string
  unitEn: string
  kind: string
  decimals: number
  threshold: number
  /** Whether it counts what came at least `threshold` times. */
  takesThreshold: boolean
  numerator: string | null
  denominator: string | null
  source: string
  note: string
}

export interface Target {
  indicator: string
  indicatorName: string
  period: string
  orgUnit: UnitBrief
  value: string | null
  reason: Absence | null
  words: string
  sourceDocument: string
  sourceLine: string
  note: string
  inForce: boolean
  demonstration: boolean
  byHand: boolean
}

export type AuditLine = Shapes['AuditLine']

export type ImportKind = Shapes['ImportMatter']

export type ImportLine = Shapes['ImportLine']

export type ImportReport = Shapes['ImportReport']
