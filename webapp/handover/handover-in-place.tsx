// A supervisor hands over in the place of somebody who lost her phone.

import { useRef, useState } from 'preact/hooks'
import type { Handover } from '../api/wire'
import { refusalCode } from '../components/served'
import type { AppPorts } from '../ports'
import { HandoverOfferForm } from './handover-begin'
import { t, wordForCode } from './words'

interface FoundReporter {
  person: { id: number; displayName: string }
  orgUnit: { id: string; name: string }
}

const reporterKey = ({ person, orgUnit }: FoundReporter) => `${person.id}/${orgUnit.id}`

interface HandoverInPlaceProps {
  ports: AppPorts
  onDone(made: Handover, problem: string): void
}

export function HandoverInPlace({ ports, onDone }: HandoverInPlaceProps) {
  const name = useRef<HTMLInputElement>(null)
  const [found, setFound] = useState<FoundReporter[] | null>(null)
  const [chosen, setChosen] = useState<FoundReporter | null>(null)
  const [wrong, setWrong] = useState('')

  async function find(event: Event): Promise<void> {
    event.preventDefault()
    const q = name.current?.value.trim() ?? ''
    const path = '/v1/reporters/searches'
    const reply = await ports.api.line.send<{ items: FoundReporter[] }>('POST', path, { q })
    setChosen(null)
    if (reply === 'unreachable' || !reply.ok) {
      setFound(null)
      return setWrong(wordForCode('error', reply === 'unreachable' ? reply : refusalCode(reply)))
    }
    setWrong(reply.body.items.length ? '' : t('handover.foundNobody'))
    setFound(reply.body.items)
  }

  return (
    <section class="stack">
      <h2 class="section">{t('handover.inPlace')}</h2>
      <p>{t('handover.inPlaceSay')}</p>
      <form class="form" onSubmit={(event) => void find(event)}>
        <label class="field">
          <span class="field__label">{t('handover.search')}</span>
          <input ref={name} class="input" autocomplete="off" maxLength={100} />
        </label>
        <button type="submit" class="button">
          {t('handover.find')}
        </button>
      </form>
      <p class="problem" role="alert" hidden={!wrong}>
        {wrong}
      </p>
      {found && found.length > 0 && (
        <FoundReporters found={found} chosen={chosen} onChoose={setChosen} />
      )}
      {chosen && (
        <HandoverOfferForm
          key={reporterKey(chosen)}
          ports={ports}
          units={[chosen.orgUnit]}
          giverId={chosen.person.id}
          onDone={onDone}
        />
      )}
    </section>
  )
}

interface FoundReportersProps {
  found: FoundReporter[]
  chosen: FoundReporter | null
  onChoose(one: FoundReporter): void
}

const FoundReporters = ({ found, chosen, onChoose }: FoundReportersProps) => (
  <fieldset class="field pair--plain">
    <legend class="field__label">{t('handover.found')}</legend>
    {found.map((each) => (
      <label key={reporterKey(each)} class="tick">
        <input
          type="radio"
          name="giver"
          checked={chosen !== null && reporterKey(chosen) === reporterKey(each)}
          onChange={() => onChoose(each)}
        />
        <span>
          {each.person.displayName} · {each.orgUnit.name}
        </span>
      </label>
    ))}
  </fieldset>
)
