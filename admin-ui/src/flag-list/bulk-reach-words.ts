import type { BulkAct } from '@bunting/flag-server/flags/flag-life-schemas.ts'
import type { SelectedFlag } from '@bunting/flag-server/flags/flag-selection.ts'
import { exposure } from '../flags/exposure.ts'
import type { NameOf } from '../projects/use-environment-name.ts'
import { listed } from '../shared/number-words.ts'

/** What an act means, whatever the flag. */
export function sentenceOf(act: BulkAct, nameOf: NameOf): string {
  switch (act.type) {
    case 'archive':
      return 'SDKs no longer get these flags: code that asks for one gets its own fallback. They can be restored. What code has asked for within seven days is refused.'
    case 'restore':
      return 'They come back as they were, but off in every environment.'
    case 'delete':
      return 'Gone for good, with their releases and counts; the history stays. Their keys are free then.'
    case 'switch':
      return act.on
        ? `From then on their rules and rollouts apply in ${nameOf(act.environment)}.`
        : `Everybody in ${nameOf(act.environment)} gets what these flags serve when off.`
    case 'set-owner':
      return 'The owner is who knows when a flag may go.'
    case 'add-tags':
    case 'remove-tags':
      return 'Tags are for finding flags; SDKs get none of them.'
  }
}

/** What it changes of one flag; `no change` where it is so already. */
export function reachOf(
  act: BulkAct,
  flag: SelectedFlag,
  environment: string,
  nameOf: NameOf,
): string {
  switch (act.type) {
    case 'archive': {
      const on = Object.entries(flag.environments).filter(([, configuration]) => configuration.on)
      return on.length === 0 ? 'off everywhere' : `on in ${listed(on.map(([key]) => nameOf(key)))}`
    }
    case 'restore':
    case 'delete':
      return flag.owner ?? ''
    case 'switch': {
      const configuration = flag.environments[environment]
      if (!configuration || configuration.on === act.on) return NO_CHANGE
      const { words } = exposure({ rules: [], targets: [], ...configuration, on: true })
      return act.on ? `off → ${words}` : `${words} → off`
    }
    case 'set-owner':
      return (flag.owner ?? '') === (act.owner ?? '')
        ? NO_CHANGE
        : `${flag.owner ?? 'nobody'} → ${act.owner ?? 'nobody'}`
    case 'add-tags':
    case 'remove-tags': {
      const adds = act.type === 'add-tags'
      const changed = act.tags.filter((tag) => flag.tags.includes(tag) !== adds)
      return changed.length === 0 ? NO_CHANGE : `${adds ? '+' : '−'} ${changed.join(', ')}`
    }
  }
}

export const NO_CHANGE = 'no change'
