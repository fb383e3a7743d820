// What a reviewer writes at single questions before she sends the record back. Its one rule: it is
// kept on this phone until it is sent, and belongs to the very version that she looks at.

import { useEffect, useState } from 'preact/hooks'
import type { Remark, SubmissionDetail } from '../api/wire'
import { now } from '../clock'
import { usePorts } from '../ports'
import { reportFault } from '../state/fault'
import { COPY_NAMES } from '../state/ledger'

export interface RemarkEditing {
  remarks: Remark[]
  /** The question at which she writes now, '' for none. */
  asked: string
  ask(ref: string): void
  /** '' takes it back. */
  say(ref: string, text: string): void
  /** They were sent: nothing is left to keep. */
  sent(): void
}

export function withRemark(remarks: Remark[], ref: string, text: string): Remark[] {
  const others = remarks.filter((remark) => remark.ref !== ref)
  return text ? [...others, { ref, text }] : others
}

export function useRemarks(detail: SubmissionDetail | null): RemarkEditing {
  const { store, person } = usePorts()
  const [remarks, setRemarks] = useState<Remark[]>([])
  const [asked, ask] = useState('')
  const what = detail ? COPY_NAMES.remarks(detail.currentVersion.instanceId) : ''
  useEffect(() => {
    let current = true
    setRemarks([])
    ask('')
    if (!what) return
    store
      .copy(person.id, what)
      .then((kept) => current && kept && setRemarks(kept.body as Remark[]))
      .catch(reportFault)
    return () => {
      current = false
    }
  }, [what])

  /** Shown as written once it is on the disk, like every answer. */
  async function keep(next: Remark[]): Promise<void> {
    if (what) await store.keepCopy({ owner: person.id, what, etag: '', at: now(), body: next })
    setRemarks(next)
  }

  return {
    remarks,
    asked,
    ask,
    say(ref, text) {
      keep(withRemark(remarks, ref, text.trim()))
        .then(() => ask(''))
        .catch(reportFault)
    },
    sent: () => void keep([]).catch(reportFault),
  }
}
