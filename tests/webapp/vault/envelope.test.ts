// What leaves this phone sealed, and whose word a receipt is. Python opens and signs in
// tests/conformance/test_sealing.py; here the phone's own part.

import { describe, expect, it } from 'vitest'
import { fromBase64Url, toBase64Url } from '../../../webapp/api/base64url'
import { signedReceiptText } from '../../../webapp/api/receipt'
import { sealEnvelope } from '../../../webapp/vault/envelope'

const P256 = { name: 'ECDH', namedCurve: 'P-256' }

async function serverKey() {
  const pair = await crypto.subtle.generateKey(P256, true, ['deriveBits'])
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  return { id: 'k1', publicKey: toBase64Url(point) }
}

describe('an envelope', () => {
  it('shows whose it is and what it is about, and nothing of what lies in it', async () => {
    const secret = new TextEncoder().encode('Chị Hà, 0912 345 678'.repeat(20))
    const envelope = await sealEnvelope(await serverKey(), 'record:uuid:1', secret)
    const shown = new TextDecoder().decode(await envelope.arrayBuffer())
    const [magic, line] = shown.split('\n')
    expect(magic).toBe('SOTHON1')
    expect(JSON.parse(line ?? '')).toMatchObject({ to: 'k1', about: 'record:uuid:1' })
    expect(shown).not.toContain('Hà')
    expect(shown).not.toContain('0912')
  })

  it('of the same thing is another one each time', async () => {
    const key = await serverKey()
    const [one, other] = await Promise.all(
      [1, 2].map(async () => (await sealEnvelope(key, 'vault:7', new Uint8Array(3))).text()),
    )
    expect(one).not.toBe(other)
  })

  it('is not made for what is no key', async () => {
    const noKey = { id: 'k1', publicKey: toBase64Url(new Uint8Array(65)) }
    await expect(sealEnvelope(noKey, 'vault:7', new Uint8Array(3))).rejects.toThrow()
  })
})

it('bytes are written without +, / and =', () => {
  const all = Uint8Array.from({ length: 256 }, (_, n) => n)
  for (const length of [0, 1, 2, 3, 255, 256]) {
    const text = toBase64Url(all.slice(0, length))
    expect(text).toMatch(/^[A-Za-z0-9_-]*$/)
    expect(fromBase64Url(text)).toEqual(all.slice(0, length))
  }
})

it('what is signed names every file in one order, come or not', () => {
  const files = ['b.jpg', 'a.jpg'].map((name, n) => ({ name, sha256: n ? 'f' : '', size: n }))
  const said = { instanceId: 'uuid:1', receipt: '7KQ', sha256: 'e', receivedAt: '2026-11-20' }
  expect(signedReceiptText({ ...said, attachments: files })).toBe(
    'so-thon receipt\nuuid:1\ne\n2026-11-20\na.jpg f\nb.jpg -\n',
  )
})
