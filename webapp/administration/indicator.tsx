// One indicator: how it is counted, and what was assigned for it, unit by unit, with the source.

import { useState } from 'preact/hooks'
import { Icon } from '../components/icon'
import { Lines } from '../components/lines'
import { paths } from '../router'
import { language } from '../words'
import { useAsked } from './asked'
import { FormFrame, TextField } from './fields'
import { useForm } from './form'
import type { Here } from './here'
import { nameOf } from './indicators'
import { useReturning } from './returning'
import { Room, say } from './room'
import { Standing } from './standing'
import { Targets } from './targets'
import type { Indicator } from './wire'
import { a, aCoded } from './words/administration'
import { required } from './wrong'

export function OneIndicator({ id }: Here) {
  const asked = useAsked<Indicator[]>('', (line) => line.get('/v1/indicators'))
  const indicator = asked.body?.find(({ code }) => code === id)
  return (
    <Room
      title={indicator ? nameOf(indicator) : id}
      back={paths.administration('chi-tieu')}
      backWord={a('catalogue.title')}
    >
      <Standing asked={asked} />
      {indicator && (
        <div class="halves">
          <div class="stack">
            <How indicator={indicator} again={asked.again} />
          </div>
          <Targets indicator={indicator} />
        </div>
      )}
    </Room>
  )
}

interface HowProps {
  indicator: Indicator
  again(): void
}

/** Only what counts subjects asks how often they must come. */
const COUNTS_SUBJECTS = ['distinct', 'keptAlive']

function How({ indicator, again }: HowProps) {
  const [changing, setChanging] = useState(false)
  const opener = useReturning(changing)
  const { code, kind, threshold, source, note, unit, unitEn } = indicator
  const counts = COUNTS_SUBJECTS.includes(kind)
  return (
    <section class="box stack">
      <h2 class="box__title">{a('catalogue.how')}</h2>
      <Lines
        lines={[
          line('code', a('catalogue.code'), code),
          line('kind', a('catalogue.kind'), aCoded('kind', kind)),
          line('unit', a('catalogue.unit'), language.value === 'en' ? unitEn : unit),
          ...(counts ? [line('least', a('catalogue.threshold'), String(threshold))] : []),
          line('source', a('catalogue.source'), source),
        ]}
      />
      {note && <p class="soft">{note}</p>}
      {counts && !changing && (
        <button ref={opener} type="button" class="button" onClick={() => setChanging(true)}>
          <Icon name="pen" />
          {a('catalogue.change')}
        </button>
      )}
      {changing && (
        <Threshold
          indicator={indicator}
          close={() => setChanging(false)}
          done={() => {
            setChanging(false)
            say(a('catalogue.changed'))
            again()
          }}
        />
      )}
    </section>
  )
}

const line = (ref: string, label: string, text: string) => ({ ref, label, text, problem: '' })

interface ThresholdProps {
  indicator: Indicator
  close(): void
  done(): void
}

function Threshold({ indicator, close, done }: ThresholdProps) {
  const form = useForm({
    name: `threshold/${indicator.code}`,
    first: { threshold: String(indicator.threshold), source: '' },
    check: ({ threshold, source }) => ({
      threshold: /^[1-9]\d{0,3}$/.test(threshold.trim()) ? '' : a('wrong.count'),
      source: required(source),
    }),
    send: (line, { threshold, source }) =>
      line.send<Indicator>('PATCH', `/v1/indicators/${encodeURIComponent(indicator.code)}`, {
        threshold: Number(threshold),
        source: source.trim(),
      }),
    done,
  })
  return (
    <FormFrame form={form} doWord={a('form.save')} close={close}>
      <TextField
        form={form}
        name="threshold"
        label={a('catalogue.threshold')}
        hint={a('catalogue.thresholdHint')}
        inputMode="numeric"
      />
      <TextField
        form={form}
        name="source"
        label={a('unit.sourceField')}
        hint={a('target.documentHint')}
      />
    </FormFrame>
  )
}
