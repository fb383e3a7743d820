// The form of a draft or a record: the copy on this phone, or, where it went, the server's.

import type { Api } from '../api/client'
import type { Definition } from '../engine'
import type { DraftRecord } from '../store/records'
import { COPY_NAMES, type Ledger } from './ledger'

/** The form in the very version that the draft began with; null where it cannot be had now. */
export async function definitionForDraft(
  { ledger, api }: { ledger: Pick<Ledger, 'copy'>; api: Pick<Api, 'definition'> },
  { formId, formVersion }: Pick<DraftRecord, 'formId' | 'formVersion'>,
): Promise<Definition | null> {
  const kept = await ledger.copy<Definition | null>(
    COPY_NAMES.definition(formId, formVersion),
    null,
  )
  if (kept) return kept
  const reply = await api.definition(formId, formVersion, '')
  return typeof reply === 'object' && reply.ok ? reply.body : null
}
