import type { BulkAct } from '@bunting/flag-server/flags/flag-life-schemas.ts'
import type { NameOf } from '../projects/use-environment-name.ts'
import { count, counted, listed } from '../shared/number-words.ts'
import { type BulkResult, failed, succeeded } from './bulk-acts.ts'

/** `Archived 12 flags`, `Archived 2 flags, 1 was refused`. */
export function resultWords(result: BulkResult, nameOf: NameOf): string {
  const changed = succeeded(result).length
  const refused = failed(result).length
  const { untried } = result
  const same = result.outcomes.length - changed - refused
  const parts = [
    changed > 0 || refused === 0 ? doneWords(result.act, counted(changed, 'flag'), nameOf) : '',
    same > 0 ? `${counted(same, 'flag')} ${same === 1 ? 'was' : 'were'} so already` : '',
    refused > 0 ? `${counted(refused, 'flag')} ${refused === 1 ? 'was' : 'were'} refused` : '',
    untried > 0 ? `${counted(untried, 'flag')} ${untried === 1 ? 'was' : 'were'} not tried` : '',
  ]
  return parts.filter(Boolean).join(', ')
}

function doneWords(act: BulkAct, flags: string, nameOf: NameOf): string {
  switch (act.type) {
    case 'archive':
      return `Archived ${flags}`
    case 'restore':
      return act.asItWas ? `Brought ${flags} back as before` : `Restored ${flags}, off everywhere`
    case 'delete':
      return `Deleted ${flags}`
    case 'switch':
      return `Turned ${act.on ? 'on' : 'off'} ${flags} in ${nameOf(act.environment)}`
    case 'add-tags':
      return `Added ${listed(act.tags)} to ${flags}`
    case 'remove-tags':
      return `Took ${listed(act.tags)} from ${flags}`
    case 'set-owner':
      return act.owner === null ? `Left ${flags} without an owner` : `Gave ${flags} to ${act.owner}`
  }
}

const MOST_CHARACTERS = 2_000

/** A policy that asked for a comment asks for one of the way back as well. */
export function undoWords({ comment }: BulkResult): string | undefined {
  return comment === undefined ? undefined : `Undo: ${comment}`.slice(0, MOST_CHARACTERS)
}

/** While it is being done. */
export function runningWords(act: BulkAct, all: number, done: number, nameOf: NameOf): string {
  const flags = done === 0 ? counted(all, 'flag') : `${count(done)} of ${counted(all, 'flag')}`
  switch (act.type) {
    case 'archive':
      return `Archiving ${flags} …`
    case 'restore':
      return `Restoring ${flags} …`
    case 'delete':
      return `Deleting ${flags} …`
    case 'switch':
      return `Turning ${act.on ? 'on' : 'off'} ${flags} in ${nameOf(act.environment)} …`
    default:
      return `Changing ${flags} …`
  }
}
