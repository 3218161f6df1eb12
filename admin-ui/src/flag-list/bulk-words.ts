import type { BulkAct } from '@bunting/flag-server/flags/flag-life-schemas.ts'
import { counted, listed } from '../shared/number-words.ts'
import { type BulkResult, failed, succeeded } from './bulk-acts.ts'

/** `Archived 12 flags`, `Archived 2 flags, 1 was refused`. */
export function resultWords(result: BulkResult): string {
  const changed = succeeded(result).length
  const refused = failed(result).length
  const same = result.outcomes.length - changed - refused
  const parts = [
    changed > 0 || refused === 0 ? doneWords(result.act, counted(changed, 'flag')) : '',
    same > 0 ? `${counted(same, 'flag')} ${same === 1 ? 'was' : 'were'} so already` : '',
    refused > 0 ? `${counted(refused, 'flag')} ${refused === 1 ? 'was' : 'were'} refused` : '',
  ]
  return parts.filter(Boolean).join(', ')
}

function doneWords(act: BulkAct, flags: string): string {
  switch (act.type) {
    case 'archive':
      return `Archived ${flags}`
    case 'restore':
      return act.asItWas ? `Brought ${flags} back as before` : `Restored ${flags}, off everywhere`
    case 'delete':
      return `Deleted ${flags}`
    case 'switch':
      return `Turned ${act.on ? 'on' : 'off'} ${flags} in ${act.environment}`
    case 'add-tags':
      return `Added ${listed(act.tags)} to ${flags}`
    case 'remove-tags':
      return `Took ${listed(act.tags)} from ${flags}`
    case 'set-owner':
      return act.owner === null ? `${flags} without an owner` : `${flags} to ${act.owner}`
  }
}

/** While it is being done. */
export function runningWords(act: BulkAct, count: number): string {
  const flags = counted(count, 'flag')
  switch (act.type) {
    case 'archive':
      return `Archiving ${flags} …`
    case 'restore':
      return `Restoring ${flags} …`
    case 'delete':
      return `Deleting ${flags} …`
    case 'switch':
      return `Turning ${act.on ? 'on' : 'off'} ${flags} in ${act.environment} …`
    default:
      return `Changing ${flags} …`
  }
}
