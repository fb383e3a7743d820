// Tells the server, with each contact, how much this phone still owes, and keeps what comes back.
// Its one rule: counts only, nothing of what was written.

import { computed, signal } from '@preact/signals'
import type { Api } from '../api/client'
import { notBefore } from '../api/network'
import type { Counts, FormerPhone, HeartbeatAnswer } from '../api/owing-wire'
import { milliseconds, now } from '../clock'
import { deviceId } from '../store/device'
import { guarded, lookAtStorage, room } from '../store/durability'
import type { Store } from '../store/store'

/** What the server said last to this person on this phone. */
export interface LastWord {
  at: string
  formerPhones: FormerPhone[]
  closedVersions: string[]
  minimumVersion: string
  /** Why the version that asked is closed, in the operator's words. */
  message: string | null
}

export const lastWord = signal<LastWord | null>(null)

interface Chest {
  store: Pick<Store, 'setting' | 'keepSetting'>
  api: Pick<Api, 'heartbeat'>
  owner: number
  version: string
  counts(): Promise<Counts>
}

/** Nothing new to say: not more often than this. */
const IDLE_ROUND = 4 * 60_000
const TOKEN = (owner: number) => `outboxToken/${owner}`
const WORD = (owner: number) => `heartbeat/${owner}`

export function startHeart({ store, api, owner, version, counts }: Chest) {
  let said = ''
  let saidAt = 0
  let chain: Promise<void> = Promise.resolve()

  async function beat(): Promise<void> {
    const owes = await counts()
    const saying = JSON.stringify(owes)
    if (saying === said && milliseconds() - saidAt < IDLE_ROUND) return
    const hasToken = typeof (await store.setting(TOKEN(owner))) === 'string'
    await lookAtStorage()
    const reply = await api.heartbeat({
      ...owes,
      deviceId: await deviceId({ store }),
      appVersion: version,
      persisted: guarded.value === true,
      freeMb: (await room())?.free ?? null,
      clock: now(),
      hasToken,
    })
    if (reply === 'unreachable' || !reply.ok) return
    said = saying
    saidAt = milliseconds()
    await kept(reply.body)
  }

  async function kept({ outboxToken, ...body }: HeartbeatAnswer): Promise<void> {
    if (outboxToken) await store.keepSetting(TOKEN(owner), outboxToken)
    const { formerPhones, closedVersions, minimumVersion, message } = body
    const word = { at: now(), formerPhones, closedVersions, minimumVersion, message }
    await store.keepSetting(WORD(owner), word)
    lastWord.value = word
  }

  return {
    /** One after the other, so that an older word never comes after a newer one. */
    beat(): Promise<void> {
      chain = chain.catch(() => undefined).then(beat)
      return chain
    },
    async remember(): Promise<void> {
      const word = (await store.setting(WORD(owner))) as LastWord | null | undefined
      // What a stranger said and an earlier app kept is no word of ours.
      lastWord.value = word && Array.isArray(word.closedVersions) ? word : null
      if (lastWord.value) notBefore(lastWord.value.at)
    },
  }
}

/** Proves that an exported file is from this phone; '' while the server has not given one. */
export const outboxToken = async (store: Pick<Store, 'setting'>, owner: number): Promise<string> =>
  String((await store.setting(TOKEN(owner))) ?? '')

const parts = (version: string) => version.split('.').map((part) => Number.parseInt(part, 10) || 0)

/** Is version `a` earlier than `b`? Numbers between dots; what is missing is 0. */
export function earlier(a: string, b: string): boolean {
  const [ours, theirs] = [parts(a), parts(b)]
  for (let nth = 0; nth < Math.max(ours.length, theirs.length); nth++) {
    const by = (ours[nth] ?? 0) - (theirs[nth] ?? 0)
    if (by) return by < 0
  }
  return false
}

declare const __APP_VERSION__: string

/** May nothing new be written with the version that is open here? */
export const versionClosed = computed(() => isClosed(__APP_VERSION__, lastWord.value))

export const isClosed = (version: string, word: LastWord | null): boolean =>
  word !== null && (word.closedVersions.includes(version) || earlier(version, word.minimumVersion))
