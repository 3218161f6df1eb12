import { useHotkeys } from '@mantine/hooks'
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import type { Door } from './door.ts'
import { palette, shortcutHelp } from './doors.ts'
import { useTypeAhead } from './use-type-ahead.ts'

const loadPalette = () => import('./palette/palette.tsx')
const Palette = lazy(async () => ({ default: (await loadPalette()).Palette }))
const ShortcutHelp = lazy(async () => ({
  default: (await import('./shortcut-help.tsx')).ShortcutHelp,
}))

/** What opens over every screen. Most visits open neither: they are loaded when they are. */
export function BehindDoors() {
  useHotkeys([['mod+K', palette.open]], [])
  // Some keyboards need shift for a question mark, some do not.
  useHotkeys([
    ['?', shortcutHelp.open],
    ['shift+?', shortcutHelp.open],
  ])
  useEffect(() => {
    // ⌘ comes before K: by the time that is pressed the palette is there.
    const preload = ({ key }: KeyboardEvent) => {
      if (key === 'Meta' || key === 'Control') void loadPalette()
    }
    window.addEventListener('keydown', preload)
    return () => window.removeEventListener('keydown', preload)
  }, [])
  const paletteIsOpen = useIsOpen(palette)
  const helpIsOpen = useIsOpen(shortcutHelp)
  // It stays, to fade away and to give the focus back.
  const [paletteIsThere, setPaletteIsThere] = useState(false)
  if (paletteIsOpen && !paletteIsThere) setPaletteIsThere(true)
  const [query, setQuery] = useState('')
  useTypeAhead(paletteIsOpen, { onTyped: setQuery, onEscape: palette.close })
  return (
    <Suspense>
      {paletteIsThere && <Palette opened={paletteIsOpen} query={query} onQuery={setQuery} />}
      {helpIsOpen && <ShortcutHelp />}
    </Suspense>
  )
}

function useIsOpen({ subscribe, isOpen }: Door): boolean {
  return useSyncExternalStore(subscribe, isOpen)
}
