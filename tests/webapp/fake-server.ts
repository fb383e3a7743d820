// A small server over a real socket: it keeps what it is sent, signs receipts, takes files in parts,
// and misbehaves when told to in every way a network does.

import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { signedReceiptText } from '../../webapp/api/receipt'
import type { Receipt, ServerKeys } from '../../webapp/api/wire'

export interface Asked {
  what: 'record' | 'part' | 'soFar'
  id: string
  name: string
  offset: number
  bytes: Buffer
}
/** What is said instead of the truth; `honest` goes on as if nothing were. */
export type Answer = (asked: Asked, response: ServerResponse, honest: () => void) => void

export const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

export const json = (response: ServerResponse, status: number, body: unknown, headers = {}) =>
  response
    .writeHead(status, { 'Content-Type': 'application/json', 'So-Thon': '1', ...headers })
    .end(JSON.stringify(body))

export const refuse =
  (status: number, code: string, headers = {}, details = {}): Answer =>
  (_, response) =>
    json(response, status, { code, message: code, details }, headers)
export const hangUp: Answer = (_, response) => response.destroy()
/** It was stored, and nobody heard of it. */
export const lostReply: Answer = (_, response, honest) => {
  const { end } = response
  response.end = (() => response.destroy()) as typeof end
  honest()
}
export const captivePortal: Answer = (_, response) =>
  response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>Wi-Fi miễn phí</html>')
export const instead =
  (body: unknown): Answer =>
  (_, response) =>
    json(response, 200, body)

const isSealed = (bytes: Buffer) => bytes.subarray(0, 8).toString() === 'SOTHON1\n'

interface Kept {
  sha256: string
  files: Map<string, { named: string; bytes: Buffer; whole: boolean }>
}

const rawPoint = (key: KeyObject) =>
  key.export({ format: 'der', type: 'spki' }).subarray(-65).toString('base64url')

export function fakeServer() {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const sealing = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const server = createServer((request, response) => void hear(request, response))
  const said = {
    origin: '',
    answers: [] as Answer[],
    asked: [] as Asked[],
    kept: new Map<string, Kept>(),
    signs: true,
    healthy: true,
    keys: {
      sealing: { id: 'seal-1', publicKey: rawPoint(sealing.publicKey) },
      signing: [{ id: 'sign-1', publicKey: rawPoint(pair.publicKey) }],
    } satisfies ServerKeys,
    receiptOf,
    open: () =>
      new Promise<void>((done) =>
        server.listen(0, '127.0.0.1', () => {
          said.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
          done()
        }),
      ),
    close: () => server.close(),
    forget() {
      said.answers = []
      said.asked = []
      said.kept.clear()
      said.signs = true
      said.healthy = true
    },
    /** Which records, files and parts came, in a few letters each. */
    story: () =>
      said.asked.map(({ what, id, name, offset }) =>
        what === 'record' ? id : `${what} ${id}/${name} ${offset}`,
      ),
  }

  function receiptOf(id: string, envelope = ''): Receipt {
    const { sha256 = '', files = new Map() } = said.kept.get(id) ?? {}
    const attachments = [...files].map(([name, { bytes, whole }]) => ({
      name,
      sha256: !whole ? '' : isSealed(bytes) ? 'of what lay in it' : hashOf(bytes),
      size: bytes.length,
    }))
    const receivedAt = '2026-11-20T13:00:00.000Z'
    const plain = { instanceId: id, receipt: '7KQ-2M4', sha256, receivedAt, attachments }
    // What lay in an envelope has a hash of its own, which the phone does not know.
    const receipt = envelope ? { ...plain, envelopeSha256: envelope } : plain
    return said.signs ? signed(receipt) : receipt
  }

  function signed(receipt: Receipt): Receipt {
    const key = { key: pair.privateKey, dsaEncoding: 'ieee-p1363' } as const
    const signature = sign('sha256', Buffer.from(signedReceiptText(receipt)), key).toString(
      'base64url',
    )
    return { ...receipt, signedBy: said.keys.signing[0]?.id ?? '', signature }
  }

  async function hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer)
    } catch {
      return
    }
    const url = new URL(request.url ?? '', said.origin)
    if (url.pathname === '/health')
      return void json(response, said.healthy ? 200 : 503, { status: said.healthy ? 'ok' : 'no' })
    if (url.pathname === '/v1/keys') return void json(response, 200, said.keys)
    const asked = await understood(request, url, Buffer.concat(chunks))
    said.asked.push(asked)
    const honest = () => (asked.what === 'record' ? record : file)(asked, url, response)
    const answer = said.answers.shift()
    answer ? answer(asked, response, honest) : honest()
  }

  function record({ id, bytes }: Asked, _: URL, response: ServerResponse): void {
    const names = [...bytes.toString().matchAll(/<photo>(.*?)</g)].map((found) => found[1] ?? '')
    const fresh = { named: '', bytes: Buffer.alloc(0), whole: false }
    const sha256 = isSealed(bytes) ? 'of what lay in it' : hashOf(bytes)
    const kept = { sha256, files: new Map(names.map((name) => [name, fresh])) }
    if (!said.kept.has(id)) said.kept.set(id, kept)
    json(response, 201, receiptOf(id, isSealed(bytes) ? hashOf(bytes) : ''))
  }

  function file(
    { what, id, name, offset, bytes }: Asked,
    url: URL,
    response: ServerResponse,
  ): void {
    const files = said.kept.get(id)?.files
    const named = url.searchParams.get('sha256') ?? ''
    let at = files?.get(name)
    if (!files || !at)
      return void json(response, 404, {
        code: '404.1',
        message: '',
        details: { what: 'attachment' },
      })
    if (at.named !== named) at = { named, bytes: Buffer.alloc(0), whole: false }
    if (what === 'part' && !at.whole) {
      const received = at.bytes.length
      if (offset !== received)
        return void json(response, 409, { code: 'otherOffset', message: '', details: { received } })
      at = { ...at, bytes: Buffer.concat([at.bytes, bytes]) }
      at.whole = at.bytes.length === Number(url.searchParams.get('size'))
    }
    files.set(name, at)
    const envelope = isSealed(at.bytes) ? hashOf(at.bytes) : ''
    const done = at.whole ? { complete: true, receipt: receiptOf(id, envelope) } : {}
    json(response, 200, { received: at.bytes.length, ...done })
  }

  return said
}

async function understood(request: IncomingMessage, url: URL, body: Buffer): Promise<Asked> {
  const found = /submissions\/(.*)\/files\/(.*)/.exec(decodeURIComponent(url.pathname))
  if (found) {
    const what = request.method === 'PUT' ? 'part' : 'soFar'
    const offset = Number(url.searchParams.get('offset'))
    return { what, id: found[1] ?? '', name: found[2] ?? '', offset, bytes: body }
  }
  const headers = { 'Content-Type': request.headers['content-type'] ?? '' }
  if (isSealed(body)) {
    const [, line] = body.toString().split('\n')
    const id = JSON.parse(line ?? '').about.replace('record:', '')
    return { what: 'record', id, name: '', offset: 0, bytes: body }
  }
  const form = await new Response(new Uint8Array(body), { headers }).formData()
  const parts = [...form.keys()]
  if (`${parts}` !== 'xml_submission_file') throw new Error(`a record came with ${parts}`)
  const bytes = Buffer.from(await (form.get('xml_submission_file') as File).arrayBuffer())
  const id = /<instanceID>(.*?)</.exec(bytes.toString())?.[1] ?? ''
  return { what: 'record', id, name: '', offset: 0, bytes }
}
