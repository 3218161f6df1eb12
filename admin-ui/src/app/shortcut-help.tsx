import { Dialog } from '../shared/dialog.tsx'
import { commandKey } from './command-key.ts'
import { shortcutHelp } from './doors.ts'
import styles from './shortcut-help.module.css'

const SHORTCUTS: readonly (readonly [keys: readonly string[], does: string])[] = [
  [[`${commandKey()}K`], 'Search or do anything: open, toggle, kill, switch environment'],
  [['/'], 'Search what the page lists'],
  [['j', 'k'], 'Next and previous flag'],
  [['Enter'], 'Open the flag'],
  [['t'], 'Switch the flag on or off'],
  [['x', '⇧ x'], 'Select the flag, or all up to it'],
  [['c'], 'Create a flag'],
  [[`${commandKey()}Enter`], 'Save what was changed'],
  [['?'], 'This page'],
]

export function ShortcutHelp() {
  return (
    <Dialog opened onClose={shortcutHelp.close} title="Keyboard shortcuts">
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
    </Dialog>
  )
}
