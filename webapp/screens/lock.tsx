// The lock of her notebook on this phone: setting one, changing it, adding a passkey, locking now.

import { useEffect, useRef, useState } from 'preact/hooks'
import { fetchServerKeys } from '../api/server-keys'
import { Chip } from '../components/chip'
import { Icon } from '../components/icon'
import { ScreenFrame } from '../components/page'
import { usePorts } from '../ports'
import { currentRoute, paths, type Route } from '../router'
import { reportFault } from '../state/fault'
import { vaults } from '../state/phone'
import { isVaultSecured } from '../state/session'
import { closeInAllTabs, closeOtherTabs } from '../state/watching'
import type { SecretLock } from '../vault/locks'
import { askPasskey, createPasskey, mayUsePasskeys } from '../vault/passkey'
import type { UnlockOutcome, Vault, VaultProof } from '../vault/vault-row'
import { needsSecret } from '../vault/vault-row'
import { t, type WordKey } from '../words'
import './words/vault'
import { NewSecretForm } from './parts/new-secret'
import { SecretField } from './parts/secret-field'

export function LockScreen() {
  const { person } = usePorts()
  const [row, setRow] = useState<Vault | undefined>()
  const look = () => vaults.look(person.id).then(setRow)
  useEffect(() => void look().catch(reportFault), [])
  return (
    <ScreenFrame title={t('lock.title')} back={paths.account()} backWord={t('lock.back')}>
      {row && <LockChoices row={row} look={look} />}
    </ScreenFrame>
  )
}

interface LockChoicesProps {
  row: Vault
  /** The vault has changed. */
  look(): Promise<void>
}

function LockChoices({ row, look }: LockChoicesProps) {
  const { needed } = currentRoute.value as Extract<Route, { at: 'lock' }>
  const { done, lockBy, passkeyBy } = useLocking({ row, look })
  const told = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (done) told.current?.scrollIntoView({ block: 'center' })
  }, [done])
  const { secret, passkey } = locksOf(row)
  return (
    <>
      {needed && !isVaultSecured.value && <p class="note">{t('lock.needed')}</p>}
      <LockState row={row} />
      <p ref={told} role="status" class={done ? 'box box--indigo' : 'unseen'}>
        {done && t(done)}
      </p>
      <NewSecretForm
        key={row.newest}
        word={secret ? 'lock.change' : 'lock.do'}
        current={secret && { digits: secret.digits }}
        onSaid={lockBy}
      />
      {mayUsePasskeys() && !passkey && <AddPasskey secret={secret} onMade={passkeyBy} />}
      {isVaultSecured.value && (
        <button
          type="button"
          class="button"
          onClick={() => void closeInAllTabs({ vaults }).catch(reportFault)}
        >
          <Icon name="lock" />
          {t('lock.now')}
        </button>
      )}
    </>
  )
}

const locksOf = ({ locks }: Vault) => ({
  secret: locks.find((lock) => lock.kind === 'secret'),
  passkey: locks.find((lock) => lock.kind === 'passkey'),
})

function useLocking({ row, look }: LockChoicesProps) {
  const { person, store, api } = usePorts()
  const [done, setDone] = useState<WordKey | ''>('')
  const { secret, passkey } = locksOf(row)

  async function proofBy(said: string): Promise<VaultProof> {
    if (secret) return { by: 'secret', secret: said }
    if (!passkey) return { by: 'device' }
    return { by: 'passkey', answered: (await askPasskey(passkey)) ?? new Uint8Array() }
  }

  async function after(tried: Promise<UnlockOutcome>, word: WordKey): Promise<UnlockOutcome> {
    setDone('')
    const outcome = await tried
    if (outcome !== 'open') return outcome
    isVaultSecured.value = true
    closeOtherTabs(person.id)
    setDone(word)
    await look()
    return outcome
  }

  async function lockBy(said: string, before: string): Promise<UnlockOutcome> {
    // Whoever forgets it is helped by the server's key: asked for while there is network.
    await fetchServerKeys({ store, api })
    const word = secret ? 'lock.changed' : 'lock.done'
    return after(vaults.setSecret(person.id, await proofBy(before), said), word)
  }

  async function passkeyBy(made: CreatedPasskey, said: string): Promise<UnlockOutcome> {
    await fetchServerKeys({ store, api })
    const put = vaults.setPasskey(person.id, await proofBy(said), made)
    return after(put, 'lock.passkeyDone')
  }

  return { done, lockBy, passkeyBy }
}

const LockState = ({ row }: { row: Vault }) => (
  <div class="stack">
    <Chip tone={needsSecret(row) ? 'green' : 'amber'} icon="lock">
      {t(needsSecret(row) ? 'lock.has' : 'lock.none')}
    </Chip>
    {row.locks.some(({ kind }) => kind === 'passkey') && <p>{t('lock.hasPasskey')}</p>}
    <p class="soft">{t('lock.why')}</p>
  </div>
)

type CreatedPasskey = NonNullable<Awaited<ReturnType<typeof createPasskey>>>

interface AddPasskeyProps {
  /** She shows the PIN in use first, where there is one. */
  secret: SecretLock | undefined
  onMade(made: CreatedPasskey, secret: string): Promise<UnlockOutcome>
}

function AddPasskey({ secret, onMade }: AddPasskeyProps) {
  const [wrong, setWrong] = useState<WordKey | ''>('')
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  async function add(said = ''): Promise<void> {
    setWrong('')
    setBusy(true)
    const made = await createPasskey()
    const tried = made && (await onMade(made, said))
    setBusy(false)
    if (tried === 'open') return
    if (tried === 'wrong' && secret) setWrong('lock.wrong')
    else
      setWrong(
        tried === 'noNetworkYet' || tried === 'wait' ? `lock.${tried}` : 'lock.passkeyFailed',
      )
  }
  const go = (said?: string) => void add(said).catch(reportFault)
  return (
    <div class="stack">
      {asking && secret ? (
        <SecretField
          name={t('lock.current')}
          digits={secret.digits}
          waits={false}
          busy={busy}
          word="lock.passkey"
          onSaid={go}
        />
      ) : (
        <button type="button" class="button" onClick={() => (secret ? setAsking(true) : go())}>
          <Icon name="person" />
          {t('lock.passkey')}
        </button>
      )}
      <p class="soft">{t('lock.passkeySays')}</p>
      <p class="problem" role="alert" hidden={!wrong}>
        {wrong && t(wrong)}
      </p>
    </div>
  )
}
