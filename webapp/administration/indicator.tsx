// One indicator: how it is counted, and what was assigned for it, unit by unit, with the source.

import { useState } from 'preact/hooks'
import { Icon } from '../components/icon'
import { AnswerLines } from '../components/lines'
import { paths } from '../router'
import { useOnlineQuery } from './asked'
import { FormFrame, TextField } from './fields'
import { useForm } from './form'
import type { RoomAddress } from './here'
import { catalogueIndicatorName } from './indicators'
import { useFocusReturn } from './returning'
import { AdministrationRoom, showSavedNotice } from './room'
import { QueryNotice } from './standing'
import { IndicatorTargets } from './targets'
import type { Indicator } from './wire'
import { language, t, wordForCode } from './words'
import { requiredError } from './wrong'

export function IndicatorRoom({ id }: RoomAddress) {
  const asked = useOnlineQuery<Indicator[]>('', (line) => line.get('/v1/indicators'))
  const indicator = asked.body?.find(({ code }) => code === id)
  return (
    <AdministrationRoom
      title={indicator ? catalogueIndicatorName(indicator) : id}
      back={paths.administration('chi-tieu')}
      backWord={t('catalogue.title')}
    >
      <QueryNotice asked={asked} />
      {indicator && (
        <div class="halves">
          <div class="stack">
            <IndicatorRule indicator={indicator} again={asked.again} />
          </div>
          <IndicatorTargets indicator={indicator} />
        </div>
      )}
    </AdministrationRoom>
  )
}

interface IndicatorRuleProps {
  indicator: Indicator
  again(): void
}

function IndicatorRule({ indicator, again }: IndicatorRuleProps) {
  const [changing, setChanging] = useState(false)
  const opener = useFocusReturn(changing)
  const { code, kind, threshold, takesThreshold, source, note, unit, unitEn } = indicator
  return (
    <section class="box stack">
      <h2 class="box__title">{t('catalogue.how')}</h2>
      <AnswerLines
        lines={[
          indicatorFactLine('code', t('catalogue.code'), code),
          indicatorFactLine('kind', t('catalogue.kind'), wordForCode('kind', kind)),
          indicatorFactLine('unit', t('catalogue.unit'), language.value === 'en' ? unitEn : unit),
          ...(takesThreshold
            ? [indicatorFactLine('least', t('catalogue.threshold'), String(threshold))]
            : []),
          indicatorFactLine('source', t('catalogue.source'), source),
        ]}
      />
      {note && <p class="soft">{note}</p>}
      {takesThreshold && !changing && (
        <button ref={opener} type="button" class="button" onClick={() => setChanging(true)}>
          <Icon name="pen" />
          {t('catalogue.change')}
        </button>
      )}
      {changing && (
        <ThresholdForm
          indicator={indicator}
          close={() => setChanging(false)}
          done={() => {
            setChanging(false)
            showSavedNotice(t('catalogue.changed'))
            again()
          }}
        />
      )}
    </section>
  )
}

const indicatorFactLine = (ref: string, label: string, text: string) => ({
  ref,
  label,
  text,
  problem: '',
})

interface ThresholdFormProps {
  indicator: Indicator
  close(): void
  done(): void
}

function ThresholdForm({ indicator, close, done }: ThresholdFormProps) {
  const form = useForm({
    name: `threshold/${indicator.code}`,
    first: { threshold: String(indicator.threshold), source: '' },
    check: ({ threshold, source }) => ({
      threshold: /^[1-9]\d{0,3}$/.test(threshold.trim()) ? '' : t('wrong.count'),
      source: requiredError(source),
    }),
    send: (line, { threshold, source }) =>
      line.send<Indicator>('PATCH', `/v1/indicators/${encodeURIComponent(indicator.code)}`, {
        threshold: Number(threshold),
        source: source.trim(),
      }),
    done,
  })
  return (
    <FormFrame form={form} doWord={t('form.save')} close={close}>
      <TextField
        form={form}
        name="threshold"
        label={t('catalogue.threshold')}
        hint={t('catalogue.thresholdHint')}
        inputMode="numeric"
      />
      <TextField
        form={form}
        name="source"
        label={t('unit.sourceField')}
        hint={t('target.documentHint')}
      />
    </FormFrame>
  )
}
