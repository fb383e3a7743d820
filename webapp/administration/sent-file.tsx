// A file from this machine, read whole when it is chosen: what was tried is what is sent afterwards,
// whatever happens to the file in between.

import { useId } from 'preact/hooks'
import type { Reply } from '../api/client'
import { Icon } from '../components/icon'
import { ownEntry } from '../entries'
import { reportFault } from '../state/fault'
import type { ApiLine } from './asked'

export interface ChosenFile {
  name: string
  bytes: ArrayBuffer
}

interface FileFieldProps {
  label: string
  hint: string
  accept: string
  onFile(file: ChosenFile): void
}

export function FileField({ label, hint, accept, onFile }: FileFieldProps) {
  const id = useId()
  async function take(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0]
    if (!file) return
    const bytes = await file.arrayBuffer()
    // The same file, put right, may be chosen again.
    input.value = ''
    onFile({ name: file.name, bytes })
  }
  return (
    <div class="file">
      <p class="field__hint" id={id}>
        {hint}
      </p>
      <label class="button file__choose">
        <Icon name="up" />
        {label}
        <input
          class="unseen"
          type="file"
          accept={accept}
          aria-describedby={id}
          onChange={(event) => void take(event.currentTarget).catch(reportFault)}
        />
      </label>
    </div>
  )
}

const CONTENT_TYPES: Record<string, string> = {
  md: 'text/markdown',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** What the server is told the file is: by its name's ending, as browsers do not agree. */
export const contentTypeOfFile = (name: string): string =>
  ownEntry(CONTENT_TYPES, name.toLowerCase().split('.').pop() ?? '') ?? 'application/octet-stream'

const UPLOAD_TIMEOUT = 300_000

export async function uploadChosenFile<T>(
  line: ApiLine,
  path: string,
  { bytes }: ChosenFile,
  kind: string,
): Promise<Reply<T>> {
  const init = { method: 'POST', headers: { 'Content-Type': kind }, body: bytes }
  const reply = await line.call<T>(path, init, UPLOAD_TIMEOUT)
  return reply === 'unchanged' ? 'unreachable' : reply
}
