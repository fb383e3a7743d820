// A workbook on its way to becoming a form: chosen, tried, put right, published.

import { useState } from 'preact/hooks'
import { Icon } from '../components/icon'
import { refusal } from '../components/served'
import { useDoors } from '../ports'
import { notice } from '../state/fault'
import { coded } from '../words'
import { say } from './room'
import { FileField, kindOf, type SentFile, sendFile } from './sent-file'
import type { FormReport, Mistake } from './wire'
import { a, aCoded, hasWords } from './words/administration'

const PATH = '/v1/projects/1/forms'
const PUBLISHABLE = ['newForm', 'newVersion']

export function FormUpload({ published }: { published(): void }) {
  const { api } = useDoors()
  const [file, setFile] = useState<SentFile | null>(null)
  const [report, setReport] = useState<FormReport | null>(null)
  const [busy, setBusy] = useState(false)
  const [code, setCode] = useState('')

  async function deliver(sent: SentFile, publish: boolean): Promise<void> {
    if (busy) return
    setBusy(true)
    setCode('')
    const path = `${PATH}?publish=${publish}`
    const reply = await sendFile<FormReport>(api.line, path, sent, kindOf(sent.name))
    setBusy(false)
    if (reply === 'unreachable') return setCode(reply)
    if (!reply.ok) return setCode(refusal(reply))
    setReport(reply.body)
    if (!reply.body.published) return
    say(a('upload.published', { form: reply.body.name, version: reply.body.version }))
    setFile(null)
    setReport(null)
    published()
  }

  function chosen(next: SentFile): void {
    setFile(next)
    setReport(null)
    deliver(next, false).catch(notice)
  }

  return (
    <section class="box stack">
      <h2 class="box__title">{a('upload.title')}</h2>
      <FileField
        label={a('upload.file')}
        hint={a('upload.hint')}
        accept=".xlsx,.md,.csv"
        onFile={chosen}
      />
      <div class="stack" role="status">
        {file && <p class="pre">{a('file.chosen', { name: file.name })}</p>}
        {busy && <p class="soft">{a('upload.trying')}</p>}
        {code && (
          <p class="problem">
            <Icon name="warn" />
            {coded('error', code)}
          </p>
        )}
        {report && <Report report={report} />}
      </div>
      {file && report && PUBLISHABLE.includes(report.outcome) && (
        <button
          type="button"
          class="button button--main"
          aria-disabled={busy}
          onClick={() => void deliver(file, true).catch(notice)}
        >
          {a('upload.publish', { version: report.version })}
        </button>
      )}
      {file && code === 'unreachable' && (
        <button type="button" class="button" onClick={() => chosen(file)}>
          {a('asked.again')}
        </button>
      )}
    </section>
  )
}

function Report({ report }: { report: FormReport }) {
  const { outcome, errors, name, version } = report
  if (outcome === 'mistakes')
    return (
      <>
        <p class="problem">
          <Icon name="warn" />
          <span>
            <strong>{a('upload.mistakes', { n: errors.length })}</strong> {a('upload.putRight')}
          </span>
        </p>
        <ul class="mistakes">
          {errors.map((each) => (
            <li key={`${each.sheet}/${each.row}/${each.code}/${each.message}`}>
              <span class="mistakes__where">{whereOf(each)}</span>
              {hasWords('mistake', each.code) && <span>{aCoded('mistake', each.code)} </span>}
              <span lang="en">{each.message}</span>
            </li>
          ))}
        </ul>
      </>
    )
  const good = PUBLISHABLE.includes(outcome)
  return (
    <>
      <p class={`fact${good ? ' fact--green' : ''}`}>
        <Icon name={good ? 'check' : 'warn'} />
        {aCoded('outcome', outcome)}
      </p>
      <p>
        <strong>{name}</strong> · {a('forms.version', { version })}
      </p>
      <Questions word={a('upload.added')} refs={report.added} />
      <Questions word={a('upload.changed')} refs={report.changed} />
      <Questions word={a('upload.removed')} refs={report.removed} />
    </>
  )
}

/** Trang survey, dòng 12 – as the author finds it in her workbook. Pure but for the words. */
export function whereOf({ sheet, row }: Pick<Mistake, 'sheet' | 'row'>): string {
  if (!sheet) return a('upload.whole')
  return row ? a('upload.at', { sheet, row }) : a('upload.sheet', { sheet })
}

const Questions = ({ word, refs }: { word: string; refs: string[] }) =>
  refs.length ? (
    <p>
      {word}: {refs.map((ref) => ref.replace('/data/', '')).join(', ')}
    </p>
  ) : null
