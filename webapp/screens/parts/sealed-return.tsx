// A sealed record that came back: what was said of it, and what she can do. Its one rule: nothing of
// what the record itself says is fetched for it.

import { Icon } from '../../components/icon'
import { RemarkBox } from '../../components/remark-box'
import type { Definition } from '../../engine'
import { ownEntry } from '../../entries'
import { beginForm } from '../../fill/beginning'
import type { AppPorts } from '../../ports'
import { replaceRoute } from '../../router'
import type { RecordItem } from '../../state/standing'
import { language, t } from '../../words'
import '../words/outbox'

/** Neither read nor corrected on any phone of hers: sealed here, or written in a form that seals. */
export const isSealedItem = ({ record }: RecordItem, form: Definition | undefined): boolean =>
  record ? Boolean(record.sealed) : form?.protection === 'sealed'

/** The question in the author's words; what an answer would add to them stays out. */
function questionLabelAt({ body, languages }: Definition, ref: string): string {
  const plain = ref.replace(/\[\d+\]/g, '')
  const all = [...body]
  for (const control of all) {
    all.push(...(control.children ?? []))
    const said = control.ref === plain && control.label
    const text = said && (ownEntry(said, language.value) ?? ownEntry(said, languages[0] ?? ''))
    if (text) return typeof text === 'string' ? text : text.filter(isTextPiece).join('…')
  }
  return ''
}

const isTextPiece = (piece: unknown) => typeof piece === 'string'

export const SealedReturnRemarks = ({
  item,
  form,
}: {
  item: RecordItem
  form: Definition | undefined
}) => (
  <div class="box stack">
    {item.remarks.map(({ ref, text }) => (
      <div key={ref}>
        {form && <p>{questionLabelAt(form, ref)}</p>}
        <RemarkBox id={`r-${ref}`} text={text} />
      </div>
    ))}
    <p>{t('sealed.returned')}</p>
  </div>
)

export const WriteAnewButton = ({ ports, form }: { ports: AppPorts; form: Definition }) => (
  <button
    type="button"
    class="button button--main"
    onClick={() => beginForm(ports, form, replaceRoute)}
  >
    <Icon name="pen" />
    {t('sealed.anew')}
  </button>
)
