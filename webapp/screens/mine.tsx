// One phiếu of her own: where it is, what the commune said, what she had answered, and what she can do.

import { useEffect, useState } from 'preact/hooks'
import { Empty } from '../components/card'
import { NetworkChip, StateChip } from '../components/chip'
import { Icon } from '../components/icon'
import { type Line, Lines } from '../components/lines'
import { Page } from '../components/page'
import { Photo } from '../components/photo'
import { detailLines } from '../components/record-lines'
import { newVersion, remind, reopened } from '../fill/drafting'
import { definitionOf, readAgain } from '../fill/opening'
import { askedIn, spoken } from '../fill/spoken'
import { type Doors, useDoors } from '../ports'
import { type Place, paths, place, replace } from '../router'
import { notice } from '../state/fault'
import { COPIES } from '../state/ledger'
import { secured } from '../state/session'
import type { Item } from '../state/standing'
import { sendAgain } from '../sync/outbox'
import { coded, type Key, t } from '../words'
import { o } from '../words/outbox'
import { instant } from '../words/printed'
import { isSealed, SealedReturn, WriteAnew } from './parts/sealed-return'

export function Mine() {
  const doors = useDoors()
  const { id } = place.value as Extract<Place, { at: 'mine' }>
  const item = doors.ledger.items.value.find((each) => each.id === id)
  if (!item) {
    return (
      <Page title={t('mine.notHere')} back={paths.outbox()} backWord={t('outbox.title')}>
        <Empty>{t('mine.gone')}</Empty>
      </Page>
    )
  }
  return <Shown key={id} item={item} doors={doors} />
}

function Shown({ item, doors }: { item: Item; doors: Doors }) {
  const { state } = item
  const waits = state === 'onPhone' || state === 'sending'
  const form = formOf(doors, item)
  const sealed = isSealed(item, form)
  return (
    <Page
      title={item.title || item.formName || t('mine.sealedName')}
      back={paths.outbox()}
      backWord={t('outbox.title')}
      chip={<NetworkChip />}
      actions={<Actions item={item} doors={doors} />}
    >
      <div class={`standing standing--${state}`}>
        <StateChip state={state} />
        <p>{t(`mine.${state}` as Key)}</p>
        {waits && item.record?.offeredAgain && <p>{o('mine.offeredAgain')}</p>}
        {item.receipt && <p class="receipt">{t('outbox.receipt', { receipt: item.receipt })}</p>}
        {item.record?.receivedAt && <p class="soft">{instant(item.record.receivedAt)}</p>}
        {item.photosOwed > 0 && <p>{t('outbox.photosOwed', { n: item.photosOwed })}</p>}
      </div>
      {state === 'setAside' && <Refusal item={item} />}
      {item.photosRefused.length > 0 && <PhotosRefused item={item} doors={doors} />}
      {item.remark && (
        <div class={`box${state === 'approved' ? '' : ' box--red'}`}>
          <h2 class="box__title">{t('mine.remark')}</h2>
          <p>{item.remark}</p>
          {item.remarks.length > 0 && <p>{t('remark.many', { n: item.remarks.length })}</p>}
        </div>
      )}
      {sealed && state === 'returned' && <SealedReturn item={item} form={form} />}
      {sealed ? <Empty>{t('mine.sealed')}</Empty> : <Answers item={item} doors={doors} />}
    </Page>
  )
}

/** The form as it is published now. */
const formOf = ({ ledger }: Doors, { submission, record }: Item) =>
  ledger.definitions.value.find(
    ({ formId }) => formId === (submission?.xmlFormId || record?.formId),
  )

function Refusal({ item }: { item: Item }) {
  const reason = item.record?.reason
  return (
    <div class="box box--red">
      <p>{coded('error', reason?.code ?? '')}</p>
      <p>{t('mine.keptSafe')}</p>
    </div>
  )
}

/** The record is there; some of its photos cannot be taken as they are. */
function PhotosRefused({ item, doors }: { item: Item; doors: Doors }) {
  const reasons = [...new Set(item.photosRefused.map(({ code }) => code))]
  const again = async () => {
    if (item.record) await sendAgain(doors.store, item.record)
    await doors.ledger.reloadWork()
    await doors.courier.go()
  }
  return (
    <div class="box box--red">
      <h2 class="box__title">{t('outbox.photosRefused', { n: item.photosRefused.length })}</h2>
      {reasons.map((code) => (
        <p key={code}>{coded('error', code)}</p>
      ))}
      {item.photosRefused.some(({ status }) => status > 0) && (
        <button type="button" class="button" onClick={() => void again().catch(notice)}>
          <Icon name="up" />
          {t('mine.again')}
        </button>
      )}
    </div>
  )
}

function Actions({ item, doors }: { item: Item; doors: Doors }) {
  const { ledger, courier, store } = doors
  const [failed, setFailed] = useState(false)
  const { record, state } = item
  const form = formOf(doors, item)

  async function again(): Promise<void> {
    if (record) await sendAgain(store, record)
    await ledger.reloadWork()
    await courier.go()
  }

  async function write(): Promise<void> {
    const whole = record && (await store.record(record.id))
    if (!whole) return
    await store.reopen(reopened(whole))
    await ledger.reloadWork()
    replace(paths.fill(whole.id, 'check'))
  }

  async function repair(): Promise<void> {
    const begun = ledger.drafts.value.find((draft) => draft.rootId === item.id)
    if (begun) {
      await remind(store, begun, item.remarks)
      return replace(item.remarks.length ? paths.fill(begun.id) : paths.fill(begun.id, 'check'))
    }
    const about = record ?? (form && { formId: form.formId, formVersion: form.version })
    const definition = about && (await definitionOf(doors, about))
    if (definition?.protection && !secured.value) return replace(paths.lock(true))
    const id = definition ? await newVersion(doors, item, definition, doors.person.id) : ''
    if (!id) return setFailed(true)
    await ledger.reloadWork()
    replace(item.remarks.length ? paths.fill(id) : paths.fill(id, 'check'))
  }

  const problem = failed && (
    <p class="problem" role="alert">
      {t('mine.cannotOpen')}
    </p>
  )
  const home = (
    <a class="button" href={paths.home()}>
      {t('mine.home')}
    </a>
  )
  if (isSealed(item, form) && state !== 'setAside')
    return (
      <>
        {home}
        {state === 'returned' && form && <WriteAnew doors={doors} form={form} />}
      </>
    )
  if (state === 'returned') {
    return (
      <>
        {problem}
        {home}
        <Do icon="pen" word="mine.repair" act={repair} />
      </>
    )
  }
  if (state === 'setAside') return <Do icon="up" word="mine.again" act={again} />
  if (state === 'onPhone' && !record?.triedAt) {
    return (
      <>
        <button type="button" class="button" onClick={() => void write().catch(notice)}>
          <Icon name="pen" />
          {t('mine.edit')}
        </button>
        <a class="button button--main" href={paths.home()}>
          {t('mine.home')}
        </a>
      </>
    )
  }
  if (record && (state === 'received' || state === 'onPhone')) {
    return (
      <>
        {problem}
        <button type="button" class="button" onClick={() => void repair().catch(notice)}>
          <Icon name="pen" />
          {t('mine.edit')}
        </button>
        <a class="button button--main" href={paths.home()}>
          {t('mine.home')}
        </a>
      </>
    )
  }
  return home
}

const Do = ({ icon, word, act }: { icon: 'pen' | 'up'; word: Key; act(): Promise<void> }) => (
  <button type="button" class="button button--main" onClick={() => void act().catch(notice)}>
    <Icon name={icon} />
    {t(word)}
  </button>
)

/** From this phone where it still has them, otherwise from the commune. */
function Answers({ item, doors }: { item: Item; doors: Doors }) {
  const [lines, setLines] = useState<Line[] | 'none' | null>(null)
  const said = (ref: string) => item.remarks.find((remark) => remark.ref === ref)?.text ?? ''
  useEffect(() => {
    void linesOf(item, doors)
      .then((found) => setLines(found ?? 'none'))
      .catch(notice)
  }, [item.record?.id, item.id])
  if (lines === 'none') return <Empty>{t('mine.answersAway')}</Empty>
  if (!lines)
    return (
      <p class="soft" role="status">
        {t('fill.opening')}
      </p>
    )
  return <Lines lines={lines.map((line) => ({ ...line, remark: said(line.ref) }))} />
}

async function linesOf({ record, submission, id }: Item, doors: Doors): Promise<Line[] | null> {
  const filling = record && (await readAgain(doors, record))
  if (!filling || !record) {
    const kept = await doors.ledger.copy(COPIES.record(id), null)
    const reply = await doors.api.record(submission?.xmlFormId ?? '', id)
    const detail = reply !== 'unreachable' && reply.ok ? reply.body : kept
    return detail && detailLines(detail, doors.api)
  }
  return Promise.all(
    askedIn(filling).map(async ({ question }) => {
      const { ref, label, kind, value } = question
      const blob =
        kind === 'file' && value ? (await doors.store.photo(record.id, value))?.blob : null
      const line = { ref, label, text: spoken(question), problem: '' }
      return blob ? { ...line, extra: <Photo blob={blob} /> } : line
    }),
  )
}
