// A server that was set back to an older backup no longer knows what it acknowledged: what is still
// here is offered to it again. Its one rule: sending twice does no harm, and being forgotten does.

import type { Submission } from '../api/wire'
import { now } from '../clock'
import type { RecordStanding } from '../store/records'
import type { Store } from '../store/store'

/** Ids of what had a receipt and is not in her own list; `cut`: the list goes on further back. */
export function forgottenInstanceIds(
  here: RecordStanding[],
  listed: Submission[],
  cut = false,
): string[] {
  const current = new Map(listed.map((each) => [each.instanceId, each.currentVersion.instanceId]))
  const replaced = new Map(here.map((each) => [each.id, each.deprecatedId]))
  const oldest = cut ? Date.parse(listed[listed.length - 1]?.createdAt ?? '') : 0

  function lacks({ rootId, deprecatedId, receivedAt }: RecordStanding): boolean {
    const version = current.get(rootId)
    // A correction of what somebody else began is in no list of hers.
    if (!version) return !deprecatedId && Date.parse(receivedAt) > oldest
    let earlier = deprecatedId
    while (earlier && earlier !== version) earlier = replaced.get(earlier) ?? ''
    return earlier === version
  }

  return here.filter((each) => each.standing === 'sent' && lacks(each)).map(({ id }) => id)
}

/** Back to the queue; how many. `here` was read before the list was asked for. */
export async function offerForgotten(
  store: Pick<Store, 'offerAgain'>,
  here: RecordStanding[],
  listed: Submission[],
  cut: boolean,
): Promise<number> {
  let offered = 0
  for (const id of forgottenInstanceIds(here, listed, cut))
    if (await store.offerAgain(id, now())) offered++
  return offered
}
