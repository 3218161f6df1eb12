import type { Effect } from './effect.ts'

/**
 * By what right a verb changes what an environment serves. `commitRevision`, the only door to a
 * ruleset, takes no change without one: a verb cannot forget the policy.
 */
export type Consent =
  /** Somebody's own word: the environment's policy judges the change. */
  | { readonly by: 'person'; readonly comment: string | undefined }
  /** A change request, approved for these environments. Elsewhere it is its applier's own word. */
  | {
      readonly by: 'request'
      readonly comment: string | undefined
      readonly approvedIn: ReadonlySet<string>
    }
  /** The plan of a release which was allowed to start, or the pause that interrupts it. */
  | { readonly by: 'release' }
  /** Takes exposure back: nobody is ever kept from that. */
  | { readonly by: 'kill' }
  /** Of a transaction that is rolled back: told what the change would do, whatever the policy. */
  | {
      readonly by: 'rehearsal'
      readonly note: (environmentId: string, effect: Effect) => void
    }

export const KILL: Consent = { by: 'kill' }
export const RUNNING_RELEASE: Consent = { by: 'release' }

export function byPerson(comment: string | undefined): Consent {
  return { by: 'person', comment }
}
