// "Xuất phiếu chưa gửi" of a phone that never gets through: more than one file takes makes several,
// each whole in itself and small enough for the office to take in.

import 'fake-indexeddb/auto'
import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createApi } from '../../../webapp/api/client'
import type { AppPorts } from '../../../webapp/ports'
import { packOutbox } from '../../../webapp/sync/outbox-file'
import { LAN, meeting } from '../people'
import { openPhoneStore } from '../phone-store'

/** What the server takes at once (`max_submission_bytes`), with room for the heads. */
const OFFICE_TAKES = 25_000_000
const FIRST_LINE = 'SOTHON-OUTBOX1\n'
const TAIL = Buffer.alloc(3_000_000, 'ảnh chụp buổi họp ')

let nth = 0

/** So many meetings with a photo of three megabytes each; nobody answers this phone. */
async function phone(meetings: number, token = 'a token') {
  const store = openPhoneStore({ name: `outbox-file-${nth++}` })
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const point = publicKey.export({ format: 'der', type: 'spki' }).subarray(-65)
  const sealing = { id: 'k1', publicKey: point.toString('base64url') }
  await store.keepSetting('serverKeys', { sealing, signing: [] })
  if (token) await store.keepSetting(`outboxToken/${LAN}`, token)
  for (let one = 0; one < meetings; one++) {
    const id = `uuid:${one}`
    const blob = new Blob([TAIL], { type: 'image/jpeg' })
    await store.keepPhoto({ instanceId: id, name: '1.jpg', blob, width: 4, height: 3, owner: LAN })
    await store.finish(meeting({ id, attachments: ['1.jpg'] }))
  }
  const api = createApi(
    () => 'vi',
    () => undefined,
    'http://127.0.0.1:9',
  )
  return { store, api, person: { id: LAN } } as unknown as AppPorts
}

/** About what each envelope of a file says that it is, read as the office reads it. */
async function envelopes(file: File): Promise<number> {
  let rest = Buffer.from(await file.arrayBuffer())
  expect(rest.subarray(0, FIRST_LINE.length).toString()).toBe(FIRST_LINE)
  rest = rest.subarray(FIRST_LINE.length)
  let found = 0
  while (rest.length) {
    const at = rest.indexOf(10)
    const end = at + 1 + Number(rest.subarray(0, at).toString())
    const envelope = rest.subarray(at + 1, end)
    expect(envelope.subarray(0, 8).toString()).toBe('SOTHON1\n')
    expect(envelope.includes(`"about":"outbox:${LAN}"`)).toBe(true)
    rest = rest.subarray(end)
    found++
  }
  return found
}

describe('what waits, as files', () => {
  it('is one where it fits', async () => {
    const packed = await packOutbox(await phone(2))
    expect(packed).toMatchObject({ records: 2, photos: 2 })
    const { files } = packed as Exclude<typeof packed, string>
    expect(files.map(({ name }) => /^so-thon-\d{12}\.sothon$/.test(name))).toEqual([true])
    expect(await envelopes(files[0] as File)).toBe(4)
  })

  it('is several where it does not, in order, each of them whole, with nothing left out', async () => {
    const packed = await packOutbox(await phone(15))
    const { files, records, photos } = packed as Exclude<typeof packed, string>
    expect([records, photos]).toEqual([15, 15])
    expect(files.map(({ name }) => name.replace(/\d{12}/, ''))).toEqual([
      'so-thon--1.sothon',
      'so-thon--2.sothon',
      'so-thon--3.sothon',
    ])
    let pieces = 0
    for (const file of files) {
      expect(file.size).toBeLessThan(OFFICE_TAKES)
      pieces += await envelopes(file)
    }
    expect(pieces).toBe(30)
  })

  it('cannot be made by a phone that can prove nothing, and is none where nothing waits', async () => {
    expect(await packOutbox(await phone(1, ''))).toBe('notYet')
    expect(await packOutbox(await phone(0))).toBe('nothing')
  })
})
