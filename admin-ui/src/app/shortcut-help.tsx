import { Modal } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useSyncExternalStore } from 'react'
import { commandKey } from './command-key.ts'
import styles from './shortcut-help.module.css'

const SHORTCUTS: readonly (readonly [keys: readonly string[], does: string])[] = [
  [[`${commandKey()}K`], 'Search or do anything: open, toggle, kill, switch environment'],
  [['/'], 'Search the flags'],
  [['j', 'k'], 'Next and previous flag'],
  [['Enter'], 'Open the flag'],
  [['t'], 'Switch the flag on or off'],
  [['c'], 'Create a flag'],
  [[`${commandKey()}Enter`], 'Save what was changed'],
  [['?'], 'This page'],
]

const listeners = new Set<() => void>()
let opened = false

function setOpened(next: boolean): void {
  opened = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The list of shortcuts, opened by `?`, the palette and the account menu. */
export const shortcutHelp = { open: () => setOpened(true) }

export function ShortcutHelp() {
  const shown = useSyncExternalStore(subscribe, () => opened)
  // Some keyboards need shift for a question mark, some do not.
  useHotkeys([
    ['?', shortcutHelp.open],
    ['shift+?', shortcutHelp.open],
  ])
  return (
    <Modal opened={shown} onClose={() => setOpened(false)} title="Keyboard shortcuts">
      <dl className={styles.list}>
        {SHORTCUTS.map(([keys, does]) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
