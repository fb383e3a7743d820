// One or several choices as big rows. Long lists are searched without dấu.

import { useState } from 'preact/hooks'
import { Icon } from '../../components/icon'
import { Prose } from '../../components/prose'
import type { QuestionChoice } from '../../engine'
import { searchKey } from '../../words/text'
import { t } from '../words'
import { groupAttributes, type QuestionProps } from './asked'
import { selectedValues, toggleSelected } from './typed'

/** More than this is searched; so is a shorter list whose author asks for it. */
const SEARCHED_ABOVE = 10
const SEARCHED_ON_REQUEST_ABOVE = 6
/** Rows drawn at once; the rest is found by typing. */
const MOST_CHOICES_DRAWN = 30

const isSearched = ({ appearance, choices }: QuestionProps['question']) =>
  choices.length > SEARCHED_ABOVE ||
  (choices.length > SEARCHED_ON_REQUEST_ABOVE &&
    (appearance.includes('autocomplete') || appearance.includes('minimal')))

/** Names repeat (Ma Ty, Suối Đá): a unit is told by what it lies in. */
function parentLabel({ row }: QuestionChoice, choices: QuestionChoice[]): string {
  const parent = row?.parent
  return (parent && choices.find((each) => each.value === parent)?.label) || ''
}

/** Typed just so comes first, then what begins so, then what holds every word. */
function matchRank(label: string, typed: string, key: string): number {
  if (label.toLowerCase().startsWith(typed)) return 0
  return searchKey(label).startsWith(key) ? 1 : 2
}

function matchingChoices(choices: QuestionChoice[], typed: string): QuestionChoice[] {
  const asTyped = typed.normalize('NFC').trim().toLowerCase()
  const key = searchKey(typed)
  const words = key.split(' ')
  const rankOf = ({ label }: QuestionChoice) => matchRank(label, asTyped, key)
  return choices
    .filter((choice) => {
      const own = searchKey(`${choice.label} ${parentLabel(choice, choices)}`)
      return words.every((word) => own.includes(word))
    })
    .sort((one, other) => rankOf(one) - rankOf(other))
}

export function SelectField({ several, ...asked }: QuestionProps & { several: boolean }) {
  const { question, say, leave, id } = asked
  const [typed, setTyped] = useState('')
  const picked = several ? selectedValues(question.value) : [question.value]
  const searching = isSearched(question)
  const found =
    searching && typed.trim() ? matchingChoices(question.choices, typed) : question.choices
  const kept = question.choices.filter(
    (each) => picked.includes(each.value) && !found.includes(each),
  )
  const drawn = searching ? [...kept, ...found].slice(0, MOST_CHOICES_DRAWN + kept.length) : found
  const hidden = found.length + kept.length - drawn.length
  const order = question.choices.map((each) => each.value)

  return (
    <div role={several ? 'group' : 'radiogroup'} class="options" {...groupAttributes(asked)}>
      {searching && <ChoiceSearch id={id} typed={typed} onType={setTyped} />}
      {drawn.map((choice) => (
        <label key={choice.value} class="option">
          <input
            type={several ? 'checkbox' : 'radio'}
            name={question.ref}
            checked={picked.includes(choice.value)}
            disabled={question.readOnly}
            onChange={() => {
              say(several ? toggleSelected(question.value, choice.value, order) : choice.value)
              leave()
            }}
          />
          <span class="option__text">
            <Prose text={choice.label} />
            <ChoiceDetail choice={choice} choices={question.choices} />
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

function ChoiceDetail({ choice, choices }: { choice: QuestionChoice; choices: QuestionChoice[] }) {
  const pending = choice.row?.pending === '1' && t('entity.pending')
  const said = [parentLabel(choice, choices), pending].filter(Boolean).join(' · ')
  return said ? <small class="option__more">{said}</small> : null
}

interface ChoiceSearchProps {
  id: string
  typed: string
  onType(typed: string): void
}

const ChoiceSearch = ({ id, typed, onType }: ChoiceSearchProps) => (
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
