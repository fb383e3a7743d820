// The database as version 1 of the app made it, by that version's own code, frozen: phones that were
// away for a year still hold it. Never changed; a later shape gets a file of its own.

interface Plain {
  drafts: object[]
  records: object[]
  photos: object[]
  copies: object[]
  settings: [string, unknown][]
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

function upgrade(db: IDBDatabase): void {
  db.createObjectStore('drafts', { keyPath: 'id' }).createIndex('owner', 'owner')
  const records = db.createObjectStore('records', { keyPath: 'id' })
  records.createIndex('owner', 'owner')
  records.createIndex('queue', ['owner', 'standing', 'finalizedAt'])
  const photos = db.createObjectStore('photos', { keyPath: ['instanceId', 'name'] })
  photos.createIndex('instanceId', 'instanceId')
  db.createObjectStore('copies', { keyPath: ['owner', 'what'] })
  db.createObjectStore('settings')
}

/** A phone as version 1 left it, closed. */
export async function phoneOfVersion1(name: string, plain: Partial<Plain>): Promise<void> {
  const opening = indexedDB.open(name, 1)
  opening.onupgradeneeded = () => upgrade(opening.result)
  const db = await done(opening)
  for (const shelf of ['drafts', 'records', 'photos', 'copies'] as const)
    for (const row of plain[shelf] ?? [])
      await done(db.transaction(shelf, 'readwrite').objectStore(shelf).put(row))
  for (const [key, value] of plain.settings ?? [])
    await done(db.transaction('settings', 'readwrite').objectStore('settings').put(value, key))
  db.close()
}

/** Everything that lies on one shelf, as it lies there. */
export async function liesOn(name: string, shelf: string): Promise<Record<string, unknown>[]> {
  const db = await done(indexedDB.open(name))
  const rows = await done(db.transaction(shelf).objectStore(shelf).getAll())
  db.close()
  return rows
}

const KEPT = {
  shape: 1,
  owner: 7,
  formId: 'sinh_hoat_to',
  formVersion: '1',
  formName: 'Sinh hoạt tổ',
  deprecatedId: '',
  draft: {
    formId: 'sinh_hoat_to',
    version: '1',
    answers: { '/data/women': '12', '/data/remark': 'Bà con hỏi nhiều' },
    rows: {},
  },
}

export const draft1 = (id: string, said: object = {}) => ({
  ...KEPT,
  id,
  rootId: id,
  title: 'Tổ truyền thông Tà Lú 1',
  step: 2,
  touched: true,
  startedAt: '2026-06-01T08:00:00.000+07:00',
  savedAt: '2026-06-01T08:05:00.000+07:00',
  ...said,
})

export const record1 = (id: string, said: object = {}) => ({
  ...KEPT,
  id,
  rootId: id,
  title: 'Tổ truyền thông Tà Lú 1 · 01/06/2026',
  standing: 'finalized',
  xml: `<data id="sinh_hoat_to"><women>12</women><meta><instanceID>${id}</instanceID></meta></data>`,
  attachments: ['1.jpg'],
  orgUnit: 'taLu1',
  entities: [],
  subjects: ['team-1'],
  day: '2026-06-01',
  finalizedAt: '2026-06-01T09:00:00.000+07:00',
  triedAt: '',
  attempts: 0,
  reason: null,
  receipt: '',
  receivedAt: '',
  ...said,
})
