import type { Kill } from './kills.ts'

/** What a strip says before the flag's key. */
export function headline(kill: Kill): string {
  switch (kill.phase) {
    case 'killing':
      return 'Killing'
    case 'killed':
      return kill.changed ? 'Killed' : 'Was off already:'
    case 'not-killed':
      return 'NOT killed:'
    case 'undoing':
      return 'Turning on again'
    case 'undone':
      return 'On again:'
    case 'not-undone':
      return 'Still killed:'
  }
}

export function canUndo(kill: Kill): boolean {
  return (kill.phase === 'killed' && kill.changed) || (kill.phase === 'not-undone' && !kill.stale)
}
