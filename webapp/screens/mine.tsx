// One phiếu of her own: where it is, what the commune said, what she had answered, and what she can do.

import { useEffect, useState } from 'preact/hooks'
import { EmptyNotice } from '../components/card'
import { NetworkChip, StateChip } from '../components/chip'
import { Icon } from '../components/icon'
import { type AnswerLine, AnswerLines } from '../components/lines'
import { ScreenFrame } from '../components/page'
import { PhotoView } from '../components/photo'
import { submissionAnswerLines } from '../components/record-lines'
import { addRemarksToDraft, draftFromRecord, draftNewVersion } from '../fill/drafting'
import { openForReading } from '../fill/opening'
import { answerInWords } from '../fill/questions'
import { askedQuestions } from '../fill/spoken'
import { type AppPorts, usePorts } from '../ports'
import { currentRoute, paths, type Route, replaceRoute } from '../router'
import { definitionForDraft } from '../state/definitions'
import { reportFault } from '../state/fault'
import { COPY_NAMES } from '../state/ledger'
import { isVaultSecured } from '../state/session'
import type { RecordItem } from '../state/standing'
import { requeueRecord } from '../sync/outbox'
import { t, type WordKey, wordForCode } from '../words'
import './words/outbox'
import { printedInstant } from '../words/printed'
import { isSealedItem, SealedReturnRemarks, WriteAnewButton } from './parts/sealed-return'

export function OwnRecordScreen() {
  const ports = usePorts()
  const { id } = currentRoute.value as Extract<Route, { at: 'mine' }>
  const item = ports.ledger.items.value.find((each) => each.id === id)
  if (!item) {
    return (
      <ScreenFrame title={t('mine.notHere')} back={paths.outbox()} backWord={t('outbox.title')}>
        <EmptyNotice>{t('mine.gone')}</EmptyNotice>
      </ScreenFrame>
    )
  }
  return <OwnRecord key={id} item={item} ports={ports} />
}

interface OwnRecordProps {
  item: RecordItem
  ports: AppPorts
}

function OwnRecord({ item, ports }: OwnRecordProps) {
  const { state } = item
  const waits = state === 'onPhone' || state === 'sending'
  const form = publishedFormOf(ports, item)
  const sealed = isSealedItem(item, form)
  return (
    <ScreenFrame
      title={item.title || item.formName || t('mine.sealedName')}
      back={paths.outbox()}
      backWord={t('outbox.title')}
      chip={<NetworkChip />}
      actions={<OwnRecordActions item={item} ports={ports} />}
    >
      <div class={`standing standing--${state}`}>
        <StateChip state={state} />
        <p>{t(`mine.${state}` as WordKey)}</p>
        {waits && item.record?.offeredAgain && <p>{t('mine.offeredAgain')}</p>}
        {item.receipt && <p class="receipt">{t('outbox.receipt', { receipt: item.receipt })}</p>}
        {item.record?.receivedAt && <p class="soft">{printedInstant(item.record.receivedAt)}</p>}
        {item.photosOwed > 0 && <p>{t('outbox.photosOwed', { n: item.photosOwed })}</p>}
      </div>
      {state === 'setAside' && <RecordRefusal item={item} />}
      {item.photosRefused.length > 0 && <PhotosRefused item={item} ports={ports} />}
      {item.remark && (
        <div class={`box${state === 'approved' ? '' : ' box--red'}`}>
          <h2 class="box__title">{t('mine.remark')}</h2>
          <p>{item.remark}</p>
          {item.remarks.length > 0 && <p>{t('remark.many', { n: item.remarks.length })}</p>}
        </div>
      )}
      {sealed && state === 'returned' && <SealedReturnRemarks item={item} form={form} />}
      {sealed ? (
        <EmptyNotice>{t('mine.sealed')}</EmptyNotice>
      ) : (
        <OwnRecordAnswers item={item} ports={ports} />
      )}
    </ScreenFrame>
  )
}

/** The form as it is published now. */
const publishedFormOf = ({ ledger }: AppPorts, { submission, record }: RecordItem) =>
  ledger.definitions.value.find(
    ({ formId }) => formId === (submission?.xmlFormId || record?.formId),
  )

function RecordRefusal({ item }: { item: RecordItem }) {
  const reason = item.record?.reason
  return (
    <div class="box box--red">
      <p>{wordForCode('error', reason?.code ?? '')}</p>
      <p>{t('mine.keptSafe')}</p>
    </div>
  )
}

/** The record is there; some of its photos cannot be taken as they are. */
function PhotosRefused({ item, ports }: { item: RecordItem; ports: AppPorts }) {
  const reasons = [...new Set(item.photosRefused.map(({ code }) => code))]
  const again = async () => {
    if (item.record) await requeueRecord(ports.store, item.record)
    await ports.ledger.reloadWork()
    await ports.courier.go()
  }
  return (
    <div class="box box--red">
      <h2 class="box__title">{t('outbox.photosRefused', { n: item.photosRefused.length })}</h2>
      {reasons.map((code) => (
        <p key={code}>{wordForCode('error', code)}</p>
      ))}
      {item.photosRefused.some(({ status }) => status > 0) && (
        <button type="button" class="button" onClick={() => void again().catch(reportFault)}>
          <Icon name="up" />
          {t('mine.again')}
        </button>
      )}
    </div>
  )
}

/** What she can do with it: send again, go on writing, write a new version. */
function useOwnRecordActs({ item, ports }: OwnRecordProps) {
  const { ledger, courier, store } = ports
  const [failed, setFailed] = useState(false)
  const { record } = item
  const form = publishedFormOf(ports, item)

  async function again(): Promise<void> {
    if (record) await requeueRecord(store, record)
    await ledger.reloadWork()
    await courier.go()
  }

  async function write(): Promise<void> {
    const whole = record && (await store.record(record.id))
    if (!whole) return
    await store.reopen(draftFromRecord(whole))
    await ledger.reloadWork()
    replaceRoute(paths.fill(whole.id, 'check'))
  }

  async function repair(): Promise<void> {
    const begun = ledger.drafts.value.find((draft) => draft.rootId === item.id)
    if (begun) {
      await addRemarksToDraft(store, begun, item.remarks)
      return replaceRoute(
        item.remarks.length ? paths.fill(begun.id) : paths.fill(begun.id, 'check'),
      )
    }
    const about = record ?? (form && { formId: form.formId, formVersion: form.version })
    const definition = about && (await definitionForDraft(ports, about))
    if (definition?.protection && !isVaultSecured.value) return replaceRoute(paths.lock(true))
    const id = definition ? await draftNewVersion(ports, item, definition, ports.person.id) : ''
    if (!id) return setFailed(true)
    await ledger.reloadWork()
    replaceRoute(item.remarks.length ? paths.fill(id) : paths.fill(id, 'check'))
  }

  return { failed, again, write, repair, form }
}

function OwnRecordActions({ item, ports }: OwnRecordProps) {
  const { failed, again, write, repair, form } = useOwnRecordActs({ item, ports })
  const { record, state } = item
  if (isSealedItem(item, form) && state !== 'setAside')
    return (
      <>
        <HomeLink />
        {state === 'returned' && form && <WriteAnewButton ports={ports} form={form} />}
      </>
    )
  if (state === 'returned')
    return (
      <>
        <CannotOpen failed={failed} />
        <HomeLink />
        <MainActionButton icon="pen" word="mine.repair" act={repair} />
      </>
    )
  if (state === 'setAside') return <MainActionButton icon="up" word="mine.again" act={again} />
  if (state === 'onPhone' && !record?.triedAt)
    return (
      <>
        <EditButton act={write} />
        <HomeLink main />
      </>
    )
  if (record && (state === 'received' || state === 'onPhone'))
    return (
      <>
        <CannotOpen failed={failed} />
        <EditButton act={repair} />
        <HomeLink main />
      </>
    )
  return <HomeLink />
}

const CannotOpen = ({ failed }: { failed: boolean }) =>
  failed ? (
    <p class="problem" role="alert">
      {t('mine.cannotOpen')}
    </p>
  ) : null

const HomeLink = ({ main = false }: { main?: boolean }) => (
  <a class={`button${main ? ' button--main' : ''}`} href={paths.home()}>
    {t('mine.home')}
  </a>
)

const EditButton = ({ act }: { act(): Promise<void> }) => (
  <button type="button" class="button" onClick={() => void act().catch(reportFault)}>
    <Icon name="pen" />
    {t('mine.edit')}
  </button>
)

const MainActionButton = ({
  icon,
  word,
  act,
}: {
  icon: 'pen' | 'up'
  word: WordKey
  act(): Promise<void>
}) => (
  <button type="button" class="button button--main" onClick={() => void act().catch(reportFault)}>
    <Icon name={icon} />
    {t(word)}
  </button>
)

/** From this phone where it still has them, otherwise from the commune. */
function OwnRecordAnswers({ item, ports }: { item: RecordItem; ports: AppPorts }) {
  const [lines, setLines] = useState<AnswerLine[] | 'none' | null>(null)
  const said = (ref: string) => item.remarks.find((remark) => remark.ref === ref)?.text ?? ''
  useEffect(() => {
    void loadAnswerLines(item, ports)
      .then((found) => setLines(found ?? 'none'))
      .catch(reportFault)
  }, [item.record?.id, item.id])
  if (lines === 'none') return <EmptyNotice>{t('mine.answersAway')}</EmptyNotice>
  if (!lines)
    return (
      <p class="soft" role="status">
        {t('fill.opening')}
      </p>
    )
  return <AnswerLines lines={lines.map((line) => ({ ...line, remark: said(line.ref) }))} />
}

async function loadAnswerLines(
  { record, submission, id }: RecordItem,
  ports: AppPorts,
): Promise<AnswerLine[] | null> {
  const filling = record && (await openForReading(ports, record))
  if (!filling || !record) {
    const kept = await ports.ledger.copy(COPY_NAMES.record(id), null)
    const reply = await ports.api.record(submission?.xmlFormId ?? '', id)
    const detail = reply !== 'unreachable' && reply.ok ? reply.body : kept
    return detail && submissionAnswerLines(detail, ports.api)
  }
  return Promise.all(
    askedQuestions(filling).map(async ({ question }) => {
      const { ref, label, kind, value } = question
      const blob =
        kind === 'image' && value ? (await ports.store.photo(record.id, value))?.blob : null
      const line = { ref, label, text: answerInWords(question), problem: '' }
      return blob ? { ...line, extra: <PhotoView blob={blob} /> } : line
    }),
  )
}
