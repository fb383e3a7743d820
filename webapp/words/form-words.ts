// How a form, and what it registers, is spoken of: as its author wrote it in the workbook (docs/forms.md,
// the sheet `words`), otherwise in general words. Nothing about a form stands here.

import { ownEntry } from '../entries'
import { fillIn, language, t, type WordValues } from '.'

/** A definition, as far as it is spoken of; those of earlier versions have no words. */
interface SpokenForm {
  title: string
  /** The first is the one in which everything is said. */
  languages: string[]
  words?: Partial<Record<string, Record<string, string>>>
}

type EntityWordUse = 'name' | 'mine' | 'here' | 'all' | 'members' | 'done' | 'due'

function authorWord({ languages, words }: SpokenForm, use: string): string | undefined {
  const said = ownEntry(words, use)
  return ownEntry(said, language.value) ?? ownEntry(said, languages[0] ?? '')
}

/** What one does with it: "Ghi buổi sinh hoạt tổ". */
export const actionWord = (form: SpokenForm): string =>
  authorWord(form, 'action') ?? t('form.other', { form: form.title })

/** How the things are called that a form registers; `null` where there is no such form. */
export function entityWord(
  registers: SpokenForm | null,
  use: EntityWordUse,
  said: WordValues = {},
): string {
  const written = registers && authorWord(registers, use)
  return written ? fillIn(written, said) : t(`things.${use}`, said)
}
