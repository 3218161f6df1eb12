import { useLayoutEffect } from 'react'

/** On what opens and takes the keys from then on. */
export const TAKES_KEYS = 'data-takes-keys'

interface TypeAhead {
  readonly onTyped: (change: (text: string) => string) => void
  readonly onEscape: () => void
}

/**
 * From the key that opens something until its field has the focus, what is typed belongs to that field.
 * The page would take it for shortcuts of its own, one of which switches a flag.
 */
export function useTypeAhead(open: boolean, { onTyped, onEscape }: TypeAhead): void {
  useLayoutEffect(() => {
    if (!open) return
    const onKeyDown = (event: KeyboardEvent) => {
      if (document.activeElement?.closest(`[${TAKES_KEYS}]`)) return
      if (event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      event.stopPropagation()
      if (event.key === 'Escape') onEscape()
      else if (event.key === 'Backspace') onTyped((text) => text.slice(0, -1))
      else if (event.key.length === 1) onTyped((text) => text + event.key)
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [open, onTyped, onEscape])
}
