// The phone's side of docs/sealing.md: seals what it is told to, and looks at receipts.

import { fromBase64Url, toBase64Url } from '../../webapp/api/base64url'
import { checkReceiptSignature } from '../../webapp/api/receipt'
import type { Receipt, ServerKey } from '../../webapp/api/wire'
import { sealEnvelope } from '../../webapp/vault/envelope'

interface Told {
  seal: { to: ServerKey; about: string; content: string }[]
  verify: { receipt: Receipt; known: ServerKey[] }[]
}

export const answers = async (told: Told) => ({
  sealed: await Promise.all(
    told.seal.map(async ({ to, about, content }) => {
      const envelope = await sealEnvelope(to, about, fromBase64Url(content))
      return toBase64Url(new Uint8Array(await envelope.arrayBuffer()))
    }),
  ),
  verified: await Promise.all(
    told.verify.map(({ receipt, known }) => checkReceiptSignature(receipt, known)),
  ),
})
