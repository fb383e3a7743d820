// Lan leads the team of Tà Lú 1; Mai reviews for the commune. What their phones hold, for stories.

import type { Submission } from '../../webapp/api/wire'
import { type DraftRecord, type OutboxRecord, RECORD_SHAPE } from '../../webapp/store/records'

export const LAN = 7
export const MAI = 8

export const meeting = (said: Partial<OutboxRecord> & { id: string }): OutboxRecord => ({
  shape: RECORD_SHAPE,
  owner: LAN,
  formId: 'sinh_hoat_to',
  formVersion: '1',
  formName: 'Sinh hoạt tổ',
  title: 'Tổ truyền thông Tà Lú 1 · 20/11/2026',
  deprecatedId: '',
  rootId: said.id,
  draft: { formId: 'sinh_hoat_to', version: '1', answers: {}, rows: {} },
  standing: 'finalized',
  xml: `<data id="sinh_hoat_to"><meta><instanceID>${said.id}</instanceID></meta></data>`,
  attachments: [],
  orgUnit: 'taLu1',
  entities: [],
  subjects: ['team-1'],
  day: '2026-11-20',
  finalizedAt: '2026-11-20T19:00:00.000+07:00',
  triedAt: '',
  attempts: 0,
  reason: null,
  receipt: '',
  receivedAt: '',
  ...said,
})

export const draftOf = (id: string, said: Partial<DraftRecord> = {}): DraftRecord => ({
  id,
  shape: RECORD_SHAPE,
  owner: LAN,
  formId: 'sinh_hoat_to',
  formVersion: '1',
  formName: 'Sinh hoạt tổ',
  title: '',
  deprecatedId: '',
  rootId: id,
  draft: { formId: 'sinh_hoat_to', version: '1', answers: {}, rows: {} },
  step: 0,
  touched: true,
  startedAt: '2026-11-20T18:50:00.000+07:00',
  savedAt: '2026-11-20T18:55:00.000+07:00',
  ...said,
})

export const atCommune = (instanceId: string, said: Partial<Submission> = {}): Submission => ({
  instanceId,
  xmlFormId: 'sinh_hoat_to',
  formName: 'Sinh hoạt tổ',
  instanceName: 'Tổ truyền thông Tà Lú 1 · 20/11/2026',
  reviewState: null,
  createdAt: '2026-11-20T20:00:00.000+07:00',
  updatedAt: '2026-11-20T20:00:00.000+07:00',
  submitter: { id: LAN, displayName: 'Lan' },
  orgUnit: { id: 'taLu1', name: 'Tà Lú 1' },
  currentVersion: { instanceId, version: '1' },
  problems: 0,
  attachments: 0,
  late: false,
  lastReview: null,
  ...said,
})
