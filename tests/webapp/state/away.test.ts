// A phone whose clock says that Lan was away for too long, and a server that may know better; over a
// real socket.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import 'fake-indexeddb/auto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createApi } from '../../../webapp/api/client'
import { isClockWrong, noteServerContact } from '../../../webapp/api/network'
import { currentMilliseconds } from '../../../webapp/clock'
import { askWhetherAway } from '../../../webapp/state/away'
import { enterAccount, lockedAccount, signedInPerson } from '../../../webapp/state/session'
import { createVaults } from '../../../webapp/vault/vault'
import { shutReasonOf, type Vault } from '../../../webapp/vault/vault-row'
import { json } from '../fake-server'
import { LAN, MAI } from '../people'
import { openPhoneStore } from '../phone-store'

globalThis.navigator ??= {} as Navigator
const DAY = 86_400_000
const HER = { id: LAN, displayName: 'Lan' }

let answer = { status: 200, body: {} as object }
let time = new Date()
const server = createServer((_, response) =>
  json(response, answer.status, answer.body, { Date: time.toUTCString() }),
)
beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)))
afterAll(() => void server.close())

let nth = 0

/** Lan's phone, signed in; by its clock the last word from the server is forty days old. */
async function phone() {
  const store = openPhoneStore({ name: `away-${nth++}` })
  const vaults = createVaults({
    store,
    stretch: async () => new Uint8Array(32),
    calibrated: () => Promise.reject(new Error('nobody sets a secret here')),
    clock: currentMilliseconds,
    recoveryFor: async () => null,
  })
  const api = createApi(
    () => 'vi',
    noteServerContact,
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  )
  signedInPerson.value = lockedAccount.value = null
  await store.keepCopy({ owner: LAN, what: 'person', etag: '', at: '', body: HER })
  await vaults.met(LAN)
  const row = (await vaults.look(LAN)) as Vault
  const then = currentMilliseconds() - 40 * DAY
  await store.keepVaultRow({ ...row, contactAt: then, seenAt: then } as Vault)
  const ports = { store, vaults, api }
  await enterAccount(ports, HER)
  expect(lockedAccount.value).toEqual(HER)
  const reason = async () => shutReasonOf((await vaults.look(LAN)) as Vault, currentMilliseconds())
  return { ports, reason, ask: () => askWhetherAway(ports, HER) }
}

it('the server still knows her: the notebook opens, and she is told of the clock', async () => {
  const { ask, reason } = await phone()
  answer = { status: 200, body: HER }
  time = new Date(currentMilliseconds() - 40 * DAY)
  await ask()
  expect(await reason()).toBe('')
  expect(signedInPerson.value).toEqual(HER)
  expect(isClockWrong.value).toBe(true)
  // The clock is right again: nothing more is said of it.
  noteServerContact(true, new Date().toUTCString())
  expect(isClockWrong.value).toBe(false)
})

it.each([
  ['her session is over', { status: 401, body: { code: '401.2', message: '', details: {} } }],
  ['it is the session of another', { status: 200, body: { id: MAI, displayName: 'Mai' } }],
])('%s: it stays shut until she signs in', async (_, said) => {
  const { ask, reason } = await phone()
  answer = said
  await ask()
  expect([await reason(), signedInPerson.value, lockedAccount.value]).toEqual(['away', null, HER])
})

it('signed out from elsewhere it is not asked at all', async () => {
  const { ask, reason, ports } = await phone()
  answer = { status: 200, body: HER }
  await ports.vaults.signedOut(LAN)
  await ask()
  expect([await reason(), signedInPerson.value]).toEqual(['signedOut', null])
})
