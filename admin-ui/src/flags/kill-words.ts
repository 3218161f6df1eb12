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
    case 'asked':
      return 'Still killed:'
  }
}

export function canUndo(kill: Kill): boolean {
  if (kill.phase === 'killed') return kill.changed
  return kill.phase === 'not-undone' && !kill.stale && !kill.needsApproval
}

/** What an undo says of why, done or asked for. */
export function undoComment({ revision }: { readonly revision: number }): string {
  return `Undo of the kill in r${revision}`
}
