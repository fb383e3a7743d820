// Where the focus goes when a form in the middle of a page closes: back to the button that opened it.

import { useEffect, useRef } from 'preact/hooks'

export function useFocusReturn(open: boolean) {
  const button = useRef<HTMLButtonElement>(null)
  const was = useRef(open)
  useEffect(() => {
    if (was.current && !open) button.current?.focus()
    was.current = open
  }, [open])
  return button
}
