// A workbook on its way to becoming a form: chosen, tried, put right, published.

import { useState } from 'preact/hooks'
import type { Api } from '../api/client'
import { Icon } from '../components/icon'
import { refusalCode } from '../components/served'
import { usePorts } from '../ports'
import { reportFault } from '../state/fault'
import { showSavedNotice } from './room'
import { type ChosenFile, contentTypeOfFile, FileField, uploadChosenFile } from './sent-file'
import type { FormReport, WorkbookMistake, WorkbookWarning } from './wire'
import { hasWordForCode, t, wordForCode } from './words'

const FORMS_PATH = '/v1/projects/1/forms'
const PUBLISHABLE_OUTCOMES = ['newForm', 'newVersion']

const uploadWorkbook = (line: Api['line'], sent: ChosenFile, publish: boolean) =>
  uploadChosenFile<FormReport>(
    line,
    `${FORMS_PATH}?publish=${publish}`,
    sent,
    contentTypeOfFile(sent.name),
  )

export function FormUpload({ published }: { published(): void }) {
  const { api } = usePorts()
  const [file, setFile] = useState<ChosenFile | null>(null)
  const [report, setReport] = useState<FormReport | null>(null)
  const [busy, setBusy] = useState(false)
  const [code, setCode] = useState('')

  async function deliver(sent: ChosenFile, publish: boolean): Promise<void> {
    if (busy) return
    setBusy(true)
    setCode('')
    const reply = await uploadWorkbook(api.line, sent, publish)
    setBusy(false)
    if (reply === 'unreachable') return setCode(reply)
    if (!reply.ok) return setCode(refusalCode(reply))
    setReport(reply.body)
    if (!reply.body.published) return
    showSavedNotice(t('upload.published', { form: reply.body.name, version: reply.body.version }))
    setFile(null)
    setReport(null)
    published()
  }

  function chosen(next: ChosenFile): void {
    setFile(next)
    setReport(null)
    deliver(next, false).catch(reportFault)
  }

  return (
    <section class="box stack">
      <h2 class="box__title">{t('upload.title')}</h2>
      <FileField
        label={t('upload.file')}
        hint={t('upload.hint')}
        accept=".xlsx,.md,.csv"
        onFile={chosen}
      />
      <UploadTrial file={file} busy={busy} code={code} report={report} />
      {file && report && PUBLISHABLE_OUTCOMES.includes(report.outcome) && (
        <button
          type="button"
          class="button button--main"
          aria-disabled={busy}
          onClick={() => void deliver(file, true).catch(reportFault)}
        >
          {t('upload.publish', { version: report.version })}
        </button>
      )}
      {file && code === 'unreachable' && (
        <button type="button" class="button" onClick={() => chosen(file)}>
          {t('asked.again')}
        </button>
      )}
    </section>
  )
}

interface UploadTrialProps {
  file: ChosenFile | null
  busy: boolean
  code: string
  report: FormReport | null
}

const UploadTrial = ({ file, busy, code, report }: UploadTrialProps) => (
  <div class="stack" role="status">
    {file && <p class="pre">{t('file.chosen', { name: file.name })}</p>}
    {busy && <p class="soft">{t('upload.trying')}</p>}
    {code && (
      <p class="problem">
        <Icon name="warn" />
        {wordForCode('error', code)}
      </p>
    )}
    {report && <UploadReport report={report} />}
  </div>
)

function UploadReport({ report }: { report: FormReport }) {
  const { outcome, errors, name, version } = report
  if (outcome === 'mistakes')
    return (
      <>
        <p class="problem">
          <Icon name="warn" />
          <span>
            <strong>{t('upload.mistakes', { n: errors.length })}</strong> {t('upload.putRight')}
          </span>
        </p>
        <ul class="mistakes">
          {errors.map((each) => (
            <li key={`${each.sheet}/${each.row}/${each.code}/${each.message}`}>
              <span class="mistakes__where">{mistakePlaceText(each)}</span>
              {hasWordForCode('mistake', each.code) && (
                <span>{wordForCode('mistake', each.code)} </span>
              )}
              <span lang="en">{each.message}</span>
            </li>
          ))}
        </ul>
      </>
    )
  const good = PUBLISHABLE_OUTCOMES.includes(outcome)
  return (
    <>
      <p class={`fact${good ? ' fact--green' : ''}`}>
        <Icon name={good ? 'check' : 'warn'} />
        {wordForCode('outcome', outcome)}
      </p>
      <p>
        <strong>{name}</strong> · {t('forms.version', { version })}
      </p>
      <CellWarnings warnings={report.warnings} />
      <ChangedQuestions word={t('upload.added')} refs={report.added} />
      <ChangedQuestions word={t('upload.changed')} refs={report.changed} />
      <ChangedQuestions word={t('upload.removed')} refs={report.removed} />
    </>
  )
}

/** She may publish it so; a screen reader is told as of any fact. */
const CellWarnings = ({ warnings }: { warnings: WorkbookWarning[] }) =>
  warnings.length ? (
    <>
      <p class="fact">
        <Icon name="warn" />
        {t('upload.warnings', { n: warnings.length })}
      </p>
      <ul class="mistakes">
        {warnings.map((each) => (
          <li
            class="mistakes__line--amber"
            key={`${each.sheet}/${each.row}/${each.column}/${each.code}`}
          >
            <span class="mistakes__where">
              {mistakePlaceText(each)}, {each.column}
            </span>
            <span>{wordForCode('warning', each.code)}</span>
          </li>
        ))}
      </ul>
    </>
  ) : null

/** Trang survey, dòng 12 – as the author finds it in her workbook. Pure but for the words. */
export function mistakePlaceText({ sheet, row }: Pick<WorkbookMistake, 'sheet' | 'row'>): string {
  if (!sheet) return t('upload.whole')
  return row ? t('upload.at', { sheet, row }) : t('upload.sheet', { sheet })
}

const ChangedQuestions = ({ word, refs }: { word: string; refs: string[] }) =>
  refs.length ? (
    <p>
      {word}: {refs.map((ref) => ref.replace('/data/', '')).join(', ')}
    </p>
  ) : null
