// One or several choices as big rows. Long lists are searched without dấu.

import { useState } from 'preact/hooks'
import { Icon } from '../../components/icon'
import { Prose } from '../../components/prose'
import type { Choice } from '../../engine'
import { t } from '../../words'
import { searchKey } from '../../words/text'
import { type Asked, described, grouped } from './asked'
import { chosen, toggled } from './typed'

/** More than this is searched; so is a shorter list whose author asks for it. */
const MANY = 10
const SOME = 6
/** Rows drawn at once; the rest is found by typing. */
const DRAWN = 30

const searched = ({ appearance, choices }: Asked['question']) =>
  choices.length > MANY ||
  (choices.length > SOME && (appearance.includes('autocomplete') || appearance.includes('minimal')))

/** Names repeat (Ma Ty, Suối Đá): a unit is told by what it lies in. */
function placeOf({ row }: Choice, choices: Choice[]): string {
  const parent = row?.parent
  return (parent && choices.find((each) => each.value === parent)?.label) || ''
}

/** Typed just so comes first, then what begins so, then what holds every word. */
function rank(label: string, typed: string, key: string): number {
  if (label.toLowerCase().startsWith(typed)) return 0
  return searchKey(label).startsWith(key) ? 1 : 2
}

function matching(choices: Choice[], typed: string): Choice[] {
  const asTyped = typed.normalize('NFC').trim().toLowerCase()
  const key = searchKey(typed)
  const words = key.split(' ')
  const rankOf = ({ label }: Choice) => rank(label, asTyped, key)
  return choices
    .filter((choice) => {
      const own = searchKey(`${choice.label} ${placeOf(choice, choices)}`)
      return words.every((word) => own.includes(word))
    })
    .sort((one, other) => rankOf(one) - rankOf(other))
}

export function SelectQuestion(asked: Asked) {
  const { question, say, leave, id } = asked
  const [typed, setTyped] = useState('')
  const several = question.kind === 'selectMultiple'
  const picked = several ? chosen(question.value) : [question.value]
  const searching = searched(question)
  const found = searching && typed.trim() ? matching(question.choices, typed) : question.choices
  const kept = question.choices.filter(
    (each) => picked.includes(each.value) && !found.includes(each),
  )
  const drawn = searching ? [...kept, ...found].slice(0, DRAWN + kept.length) : found
  const hidden = found.length + kept.length - drawn.length
  const order = question.choices.map((each) => each.value)

  return (
    <div role={several ? 'group' : 'radiogroup'} class="options" {...grouped(asked)}>
      {searching && <Search id={id} typed={typed} onType={setTyped} />}
      {drawn.map((choice) => (
        <label key={choice.value} class="option">
          <input
            type={several ? 'checkbox' : 'radio'}
            name={question.ref}
            checked={picked.includes(choice.value)}
            disabled={question.readOnly}
            onChange={() => {
              say(several ? toggled(question.value, choice.value, order) : choice.value)
              leave()
            }}
          />
          <span class="option__text">
            <Prose text={choice.label} />
            <More choice={choice} choices={question.choices} />
          </span>
        </label>
      ))}
      <p class="options__rest" aria-live="polite">
        {hidden > 0 && t('choice.more', { n: hidden })}
        {!found.length && t(question.choices.length ? 'choice.none' : 'choice.empty')}
      </p>
    </div>
  )
}

function More({ choice, choices }: { choice: Choice; choices: Choice[] }) {
  const pending = choice.row?.pending === '1' && t('entity.pending')
  const said = [placeOf(choice, choices), pending].filter(Boolean).join(' · ')
  return said ? <small class="option__more">{said}</small> : null
}

interface SearchProps {
  id: string
  typed: string
  onType(typed: string): void
}

const Search = ({ id, typed, onType }: SearchProps) => (
  <label class="search">
    <span class="search__label">
      <Icon name="search" />
      {t('choice.search')}
    </span>
    <input
      class="input"
      id={`${id}-search`}
      type="search"
      autocomplete="off"
      spellcheck={false}
      value={typed}
      onInput={(event) => onType(event.currentTarget.value)}
    />
  </label>
)

export function AcknowledgeQuestion(asked: Asked) {
  const { question, say, leave } = asked
  return (
    <label class="option">
      <input
        type="checkbox"
        id={`${asked.id}-input`}
        checked={question.value === 'OK'}
        onChange={(event) => {
          say(event.currentTarget.checked ? 'OK' : '')
          leave()
        }}
        {...described(asked)}
      />
      <span class="option__text">{t('acknowledge')}</span>
    </label>
  )
}
