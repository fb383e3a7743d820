// Many lines at once from a spreadsheet: first a trial that writes nothing and says of each line what
// would become of it, then all of them or none.

import { useState } from 'preact/hooks'
import { Icon } from '../components/icon'
import { refusalCode } from '../components/served'
import { usePorts } from '../ports'
import { reportFault } from '../state/fault'
import { ImportLinesTable } from './import-lines'
import { AdministrationRoom } from './room'
import { type ChosenFile, FileField, uploadChosenFile } from './sent-file'
import type { ImportKind, ImportReport } from './wire'
import { t, wordForCode } from './words'

const IMPORT_KINDS: ImportKind[] = ['users', 'orgUnits', 'targets']

export function ImportRoom() {
  const [kind, setKind] = useState<ImportKind>('users')
  return (
    <AdministrationRoom title={t('import.title')}>
      <p>{t('import.say')}</p>
      <fieldset class="pair">
        <legend class="field__label">{t('import.kind')}</legend>
        {IMPORT_KINDS.map((each) => (
          <button
            key={each}
            type="button"
            class="option option--inline"
            aria-pressed={kind === each}
            onClick={() => setKind(each)}
          >
            {t(`import.${each}`)}
          </button>
        ))}
      </fieldset>
      <ImportUpload key={kind} kind={kind} />
    </AdministrationRoom>
  )
}

/** What a refused file said of its lines travels in the refusal. */
function reportInRefusal(details: Record<string, unknown>): ImportReport | null {
  return Array.isArray(details.lines) ? (details as unknown as ImportReport) : null
}

function ImportUpload({ kind }: { kind: ImportKind }) {
  const { api } = usePorts()
  const [file, setFile] = useState<ChosenFile | null>(null)
  const [report, setReport] = useState<ImportReport | null>(null)
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState('')

  async function deliver(sent: ChosenFile, dryRun: boolean): Promise<void> {
    if (busy) return
    setBusy(true)
    setWrong('')
    const path = `/v1/imports/${kind}?dryRun=${dryRun}`
    const reply = await uploadChosenFile<ImportReport>(api.line, path, sent, 'text/csv')
    setBusy(false)
    if (reply === 'unreachable') return setWrong(wordForCode('error', reply))
    if (reply.ok) return setReport(reply.body)
    setReport(reportInRefusal(reply.details))
    setWrong(`${wordForCode('error', refusalCode(reply))} ${columnErrorText(reply.details)}`.trim())
  }

  function chosen(next: ChosenFile): void {
    setFile(next)
    setReport(null)
    deliver(next, true).catch(reportFault)
  }

  const changes = changesToApply(report)
  return (
    <div class="stack">
      <p class="soft">{t(`import.${kind}.columns`)}</p>
      <a class="button" href={`/v1/imports/${kind}.csv`} download>
        <Icon name="install" />
        {t('import.download')}
      </a>
      <FileField
        label={t('import.file')}
        hint={t('import.hint')}
        accept=".csv,.txt,text/csv"
        onFile={chosen}
      />
      <ImportTrial file={file} busy={busy} wrong={wrong} report={report} />
      {file && changes > 0 && (
        <button
          type="button"
          class="button button--main"
          aria-disabled={busy}
          onClick={() => void deliver(file, false).catch(reportFault)}
        >
          {t('import.apply', { n: changes })}
        </button>
      )}
      {file && !busy && wrong && (
        <button type="button" class="button" onClick={() => chosen(file)}>
          {t('asked.again')}
        </button>
      )}
      {report && <ImportLinesTable report={report} />}
    </div>
  )
}

/** How many lines would change something; 0 where it may not be applied, or was. */
function changesToApply(report: ImportReport | null): number {
  if (!report || report.applied || report.counts.error) return 0
  return report.counts.new + report.counts.changed
}

interface ImportTrialProps {
  file: ChosenFile | null
  busy: boolean
  wrong: string
  report: ImportReport | null
}

const ImportTrial = ({ file, busy, wrong, report }: ImportTrialProps) => (
  <div class="stack" role="status">
    {file && <p class="pre">{t('file.chosen', { name: file.name })}</p>}
    {busy && <p class="soft">{t('import.trying')}</p>}
    {wrong && (
      <p class="problem">
        <Icon name="warn" />
        {wrong}
      </p>
    )}
    {report && <ImportSummary report={report} />}
  </div>
)

function columnErrorText({ missing, unknown }: Record<string, unknown>): string {
  const said = (columns: unknown) => (Array.isArray(columns) ? columns.join(', ') : '')
  return [
    said(missing) && t('import.missing', { columns: said(missing) }),
    said(unknown) && t('import.unknown', { columns: said(unknown) }),
  ]
    .filter(Boolean)
    .join(' ')
}

function ImportSummary({ report: { applied, counts } }: { report: ImportReport }) {
  if (applied)
    return (
      <p class="fact fact--green">
        <Icon name="check" />
        {t('import.applied', { n: counts.new + counts.changed, same: counts.same })}
      </p>
    )
  if (counts.error)
    return (
      <p class="problem">
        <Icon name="warn" />
        <span>
          <strong>{t('import.errors', { n: counts.error })}</strong> {t('import.putRight')}
        </span>
      </p>
    )
  const nothing = counts.new + counts.changed === 0
  return (
    <p class={`fact${nothing ? '' : ' fact--green'}`}>
      <Icon name="check" />
      {nothing
        ? t('import.nothing', { same: counts.same })
        : t('import.ready', { new: counts.new, changed: counts.changed, same: counts.same })}
    </p>
  )
}
