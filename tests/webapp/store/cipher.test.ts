// Boxes: they open under their own words and their own key, and under nothing else.

import { describe, expect, it } from 'vitest'
import { BoxFault, cipherFromKeys, newDataKey } from '../../../webapp/store/cipher'

const about = 'drafts:uuid:a'
const said = { title: 'Tổ truyền thông Tà Lú 1', answers: { '/data/women': '12' } }

describe('a box', () => {
  it('gives back what was put in, and shows nothing of it', async () => {
    const cipher = cipherFromKeys(new Map([['k1', await newDataKey()]]), 'k1')
    const box = await cipher.seal(said, about)
    expect(await cipher.open(box, about)).toEqual(said)
    expect(new TextDecoder().decode(box.data)).not.toContain('women')
    expect(box.key).toBe('k1')
  })

  it('keeps bytes as they are, of a blob too', async () => {
    const cipher = cipherFromKeys(new Map([['k1', await newDataKey()]]), 'k1')
    const bytes = crypto.getRandomValues(new Uint8Array(60_000))
    const box = await cipher.sealBytes(new Blob([bytes]), 'photos:uuid:a:1.jpg')
    expect(new Uint8Array(await cipher.openBytes(box, 'photos:uuid:a:1.jpg'))).toEqual(bytes)
  })

  it('is never the same twice', async () => {
    const cipher = cipherFromKeys(new Map([['k1', await newDataKey()]]), 'k1')
    const [one, other] = await Promise.all([cipher.seal(said, about), cipher.seal(said, about)])
    expect(one.iv).not.toEqual(other.iv)
  })

  it('does not open in another’s place, nor after one bit was turned', async () => {
    const cipher = cipherFromKeys(new Map([['k1', await newDataKey()]]), 'k1')
    const box = await cipher.seal(said, about)
    await expect(cipher.open(box, 'drafts:uuid:b')).rejects.toBeInstanceOf(BoxFault)
    const data = new Uint8Array(box.data.slice(0))
    data[3] = (data[3] ?? 0) ^ 1
    await expect(cipher.open({ ...box, data: data.buffer }, about)).rejects.toBeInstanceOf(BoxFault)
  })

  it('opens under an older key after the keys were changed, and under no stranger’s', async () => {
    const [first, second] = [await newDataKey(), await newDataKey()]
    const box = await cipherFromKeys(new Map([['k1', first]]), 'k1').seal(said, about)
    const rotated = cipherFromKeys(
      new Map([
        ['k1', first],
        ['k2', second],
      ]),
      'k2',
    )
    expect(await rotated.open(box, about)).toEqual(said)
    expect((await rotated.seal(said, about)).key).toBe('k2')
    const stranger = cipherFromKeys(new Map([['k1', second]]), 'k1')
    await expect(stranger.open(box, about)).rejects.toBeInstanceOf(BoxFault)
    await expect(
      cipherFromKeys(new Map([['k3', second]]), 'k3').open(box, about),
    ).rejects.toBeInstanceOf(BoxFault)
  })
})
