// The lock of her notebook on this phone: setting one, changing it, adding a passkey, locking now.

import { useEffect, useRef, useState } from 'preact/hooks'
import { fetchKeys } from '../api/server-keys'
import { Chip } from '../components/chip'
import { Icon } from '../components/icon'
import { Page } from '../components/page'
import { useDoors } from '../ports'
import { type Place, paths, place } from '../router'
import { notice } from '../state/fault'
import { vaults } from '../state/phone'
import { secured } from '../state/session'
import { closeNow, othersClose } from '../state/watching'
import type { SecretLock } from '../vault/locks'
import { answered, mayUsePasskeys, newPasskey } from '../vault/passkey'
import type { Proof, Tried, Vault } from '../vault/vault'
import { needsSecret } from '../vault/vault'
import { type VaultKey, v } from '../words/vault'
import { NewSecret } from './parts/new-secret'
import { SecretField } from './parts/secret-field'

export function LockScreen() {
  const { person, store, api } = useDoors()
  const { needed } = place.value as Extract<Place, { at: 'lock' }>
  const [row, setRow] = useState<Vault | undefined>()
  const [done, setDone] = useState<VaultKey | ''>('')
  const told = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (done) told.current?.scrollIntoView({ block: 'center' })
  }, [done])
  const look = () => vaults.look(person.id).then(setRow)
  useEffect(() => void look().catch(notice), [])
  if (!row)
    return (
      <Page title={v('lock.title')} back={paths.account()} backWord={v('lock.back')}>
        {null}
      </Page>
    )
  const secret = row.locks.find((lock) => lock.kind === 'secret')
  const passkey = row.locks.find((lock) => lock.kind === 'passkey')

  async function proofBy(said: string): Promise<Proof> {
    if (secret) return { by: 'secret', secret: said }
    if (!passkey) return { by: 'device' }
    return { by: 'passkey', answered: (await answered(passkey)) ?? new Uint8Array() }
  }

  async function after(tried: Promise<Tried>, word: VaultKey): Promise<Tried> {
    setDone('')
    const outcome = await tried
    if (outcome !== 'open') return outcome
    secured.value = true
    othersClose(person.id)
    setDone(word)
    await look()
    return outcome
  }

  async function lockBy(said: string, before: string): Promise<Tried> {
    // Whoever forgets it is helped by the server's key: asked for while there is network.
    await fetchKeys({ store, api })
    const word = secret ? 'lock.changed' : 'lock.done'
    return after(vaults.setSecret(person.id, await proofBy(before), said), word)
  }

  async function passkeyBy(made: Made, said: string): Promise<Tried> {
    await fetchKeys({ store, api })
    const put = vaults.setPasskey(person.id, await proofBy(said), made)
    return after(put, 'lock.passkeyDone')
  }

  return (
    <Page title={v('lock.title')} back={paths.account()} backWord={v('lock.back')}>
      {needed && !secured.value && <p class="note">{v('lock.needed')}</p>}
      <Standing row={row} />
      <p ref={told} role="status" class={done ? 'box box--indigo' : 'unseen'}>
        {done && v(done)}
      </p>
      <NewSecret
        key={row.newest}
        word={secret ? 'lock.change' : 'lock.do'}
        current={secret && { digits: secret.digits }}
        onSaid={lockBy}
      />
      {mayUsePasskeys() && !passkey && <Passkey secret={secret} onMade={passkeyBy} />}
      {secured.value && (
        <button
          type="button"
          class="button"
          onClick={() => void closeNow({ vaults }).catch(notice)}
        >
          <Icon name="lock" />
          {v('lock.now')}
        </button>
      )}
    </Page>
  )
}

const Standing = ({ row }: { row: Vault }) => (
  <div class="stack">
    <Chip tone={needsSecret(row) ? 'green' : 'amber'} icon="lock">
      {v(needsSecret(row) ? 'lock.has' : 'lock.none')}
    </Chip>
    {row.locks.some(({ kind }) => kind === 'passkey') && <p>{v('lock.hasPasskey')}</p>}
    <p class="soft">{v('lock.why')}</p>
  </div>
)

type Made = NonNullable<Awaited<ReturnType<typeof newPasskey>>>

interface PasskeyProps {
  /** She shows the PIN in use first, where there is one. */
  secret: SecretLock | undefined
  onMade(made: Made, secret: string): Promise<Tried>
}

function Passkey({ secret, onMade }: PasskeyProps) {
  const [wrong, setWrong] = useState<VaultKey | ''>('')
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  async function add(said = ''): Promise<void> {
    setWrong('')
    setBusy(true)
    const made = await newPasskey()
    const tried = made && (await onMade(made, said))
    setBusy(false)
    if (tried === 'open') return
    if (tried === 'wrong' && secret) setWrong('lock.wrong')
    else
      setWrong(
        tried === 'noNetworkYet' || tried === 'wait' ? `lock.${tried}` : 'lock.passkeyFailed',
      )
  }
  const go = (said?: string) => void add(said).catch(notice)
  return (
    <div class="stack">
      {asking && secret ? (
        <SecretField
          name={v('lock.current')}
          digits={secret.digits}
          waits={false}
          busy={busy}
          word="lock.passkey"
          onSaid={go}
        />
      ) : (
        <button type="button" class="button" onClick={() => (secret ? setAsking(true) : go())}>
          <Icon name="person" />
          {v('lock.passkey')}
        </button>
      )}
      <p class="soft">{v('lock.passkeySays')}</p>
      <p class="problem" role="alert" hidden={!wrong}>
        {wrong && v(wrong)}
      </p>
    </div>
  )
}
