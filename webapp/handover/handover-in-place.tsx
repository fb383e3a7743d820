// A supervisor hands over in the place of somebody who lost her phone.

import { useRef, useState } from 'preact/hooks'
import type { Handover } from '../api/wire'
import { refusal } from '../components/served'
import type { Doors } from '../ports'
import { coded } from '../words'
import { Begin } from './handover-begin'
import { h } from './words/handover'

interface Reporter {
  person: { id: number; displayName: string }
  orgUnit: { id: string; name: string }
}

const key = ({ person, orgUnit }: Reporter) => `${person.id}/${orgUnit.id}`

interface InPlaceProps {
  doors: Doors
  onDone(made: Handover, problem: string): void
}

export function InPlace({ doors, onDone }: InPlaceProps) {
  const name = useRef<HTMLInputElement>(null)
  const [found, setFound] = useState<Reporter[] | null>(null)
  const [chosen, setChosen] = useState<Reporter | null>(null)
  const [wrong, setWrong] = useState('')

  async function find(event: Event): Promise<void> {
    event.preventDefault()
    const q = name.current?.value.trim() ?? ''
    const path = '/v1/reporters/searches'
    const reply = await doors.api.line.send<{ items: Reporter[] }>('POST', path, { q })
    setChosen(null)
    if (reply === 'unreachable' || !reply.ok) {
      setFound(null)
      return setWrong(coded('error', reply === 'unreachable' ? reply : refusal(reply)))
    }
    setWrong(reply.body.items.length ? '' : h('handover.foundNobody'))
    setFound(reply.body.items)
  }

  return (
    <section class="stack">
      <h2 class="section">{h('handover.inPlace')}</h2>
      <p>{h('handover.inPlaceSay')}</p>
      <form class="form" onSubmit={(event) => void find(event)}>
        <label class="field">
          <span class="field__label">{h('handover.search')}</span>
          <input ref={name} class="input" autocomplete="off" maxLength={100} />
        </label>
        <button type="submit" class="button">
          {h('handover.find')}
        </button>
      </form>
      <p class="problem" role="alert" hidden={!wrong}>
        {wrong}
      </p>
      {found && found.length > 0 && (
        <fieldset class="field pair--plain">
          <legend class="field__label">{h('handover.found')}</legend>
          {found.map((each) => (
            <label key={key(each)} class="tick">
              <input
                type="radio"
                name="giver"
                checked={chosen !== null && key(chosen) === key(each)}
                onChange={() => setChosen(each)}
              />
              <span>
                {each.person.displayName} · {each.orgUnit.name}
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {chosen && (
        <Begin
          key={key(chosen)}
          doors={doors}
          units={[chosen.orgUnit]}
          giverId={chosen.person.id}
          onDone={onDone}
        />
      )}
    </section>
  )
}
