// Tells the server, with each contact, how much this phone still owes, and keeps what comes back.
// Its one rule: counts only, nothing of what was written.

import { computed, signal } from '@preact/signals'
import type { Api } from '../api/client'
import { noteEarliestTime } from '../api/network'
import type { FormerPhone, HeartbeatAnswer, HeartbeatCounts } from '../api/owing-wire'
import { currentMilliseconds, now } from '../clock'
import { ensureDeviceId } from '../store/device'
import { checkStoragePersistence, estimateStorage, isStoragePersistent } from '../store/durability'
import type { Store } from '../store/store'

/** What the server said last to this person on this phone. */
export interface LastHeartbeatAnswer {
  at: string
  formerPhones: FormerPhone[]
  closedVersions: string[]
  minimumVersion: string
  /** Why the version that asked is closed, in the operator's words. */
  message: string | null
}

export const lastHeartbeatAnswer = signal<LastHeartbeatAnswer | null>(null)

interface HeartbeatPorts {
  store: Pick<Store, 'setting' | 'keepSetting'>
  api: Pick<Api, 'heartbeat'>
  owner: number
  version: string
  counts(): Promise<HeartbeatCounts>
}

/** Nothing new to say: not more often than this. */
const IDLE_HEARTBEAT_INTERVAL = 4 * 60_000
const tokenSettingKey = (owner: number) => `outboxToken/${owner}`
const answerSettingKey = (owner: number) => `heartbeat/${owner}`

export function startHeartbeat({ store, api, owner, version, counts }: HeartbeatPorts) {
  let said = ''
  let saidAt = 0
  let chain: Promise<void> = Promise.resolve()

  async function beat(): Promise<void> {
    const owes = await counts()
    const saying = JSON.stringify(owes)
    if (saying === said && currentMilliseconds() - saidAt < IDLE_HEARTBEAT_INTERVAL) return
    const hasToken = typeof (await store.setting(tokenSettingKey(owner))) === 'string'
    await checkStoragePersistence()
    const reply = await api.heartbeat({
      ...owes,
      deviceId: await ensureDeviceId({ store }),
      appVersion: version,
      persisted: isStoragePersistent.value === true,
      freeMb: (await estimateStorage())?.free ?? null,
      clock: now(),
      hasToken,
    })
    if (reply === 'unreachable' || !reply.ok) return
    said = saying
    saidAt = currentMilliseconds()
    await kept(reply.body)
  }

  async function kept({ outboxToken, ...body }: HeartbeatAnswer): Promise<void> {
    if (outboxToken) await store.keepSetting(tokenSettingKey(owner), outboxToken)
    const { formerPhones, closedVersions, minimumVersion, message } = body
    const word = { at: now(), formerPhones, closedVersions, minimumVersion, message }
    await store.keepSetting(answerSettingKey(owner), word)
    lastHeartbeatAnswer.value = word
  }

  return {
    /** One after the other, so that an older word never comes after a newer one. */
    beat(): Promise<void> {
      chain = chain.catch(() => undefined).then(beat)
      return chain
    },
    async remember(): Promise<void> {
      const word = (await store.setting(answerSettingKey(owner))) as
        | LastHeartbeatAnswer
        | null
        | undefined
      // What a stranger said and an earlier app kept is no word of ours.
      lastHeartbeatAnswer.value = word && Array.isArray(word.closedVersions) ? word : null
      if (lastHeartbeatAnswer.value) noteEarliestTime(lastHeartbeatAnswer.value.at)
    },
  }
}

/** Proves that an exported file is from this phone; '' while the server has not given one. */
export const readOutboxToken = async (
  store: Pick<Store, 'setting'>,
  owner: number,
): Promise<string> => String((await store.setting(tokenSettingKey(owner))) ?? '')

const versionParts = (version: string) =>
  version.split('.').map((part) => Number.parseInt(part, 10) || 0)

/** Is version `a` earlier than `b`? Numbers between dots; what is missing is 0. */
export function isEarlierVersion(a: string, b: string): boolean {
  const [ours, theirs] = [versionParts(a), versionParts(b)]
  for (let nth = 0; nth < Math.max(ours.length, theirs.length); nth++) {
    const by = (ours[nth] ?? 0) - (theirs[nth] ?? 0)
    if (by) return by < 0
  }
  return false
}

declare const __APP_VERSION__: string

/** May nothing new be written with the version that is open here? */
export const isThisVersionClosed = computed(() =>
  isVersionClosed(__APP_VERSION__, lastHeartbeatAnswer.value),
)

export const isVersionClosed = (version: string, word: LastHeartbeatAnswer | null): boolean =>
  word !== null &&
  (word.closedVersions.includes(version) || isEarlierVersion(version, word.minimumVersion))
