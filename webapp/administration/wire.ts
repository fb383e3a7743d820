// What the server says to administrators (docs/administration.md). Shapes only: the desk asks the
// server while it stands there, so that nothing is of an older one.

import type { Shapes } from '../api/shapes'

export type UnitBrief = Shapes['UnitBrief']

export type Assignment = Shapes['AssignmentLine']

export type User = Shapes['UserAccount']

/** By herself, not in a list. */
export type UserDetail = Required<User>

export type Invitation = Shapes['InvitationCode']

/** A page of any list; what is not counted says null. */
export type Page<T> = Omit<Shapes['SubmissionPage'], 'items'> & { items: T[] }

export type FormVersion = Shapes['FormVersionBrief']

export type FormBrief = Shapes['FormBrief']

export type WorkbookWarning = Shapes['WorkbookWarning']
export type WorkbookMistake = Shapes['WorkbookMistake']

export type FormReport = Shapes['FormReport']

export type UnitVersion = Shapes['UnitVersion']

export type SuccessionStep = Shapes['UnitSuccession']

export type UnitDetail = Shapes['UnitDetail']

export type PlacementChoice = Shapes['PlacementOption']

export type Placement = Shapes['PlacementDecision']

export type UnitLine = Shapes['OrgUnitLine']

export type Indicator = Shapes['IndicatorSummary']

export type Target = Shapes['AdministeredTarget']

export type AuditLine = Shapes['AuditLine']

export type ImportKind = Shapes['ImportMatter']

export type ImportLine = Shapes['ImportLine']

export type ImportReport = Shapes['ImportReport']
