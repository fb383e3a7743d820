// The password for the server, shown when she asks for it: typed on a small glass, often in the sun.

import type { RefObject } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../words'

interface PasswordFieldProps {
  label: string
  field: RefObject<HTMLInputElement | null>
  /** Where it is said what was wrong with it. */
  problem?: string
}

export function PasswordField({ label, field, problem }: PasswordFieldProps) {
  const [shown, setShown] = useState(false)
  return (
    <>
      <label class="field">
        <span class="field__label">{label}</span>
        <input
          ref={field}
          class="input"
          name="password"
          {...(shown ? { type: 'text' as const } : { type: 'password' as const })}
          autocomplete="current-password"
          required
          {...(problem && { 'aria-describedby': problem })}
        />
      </label>
      <label class="tick">
        <input type="checkbox" checked={shown} onChange={() => setShown(!shown)} />
        <span>{t('signIn.show')}</span>
      </label>
    </>
  )
}
