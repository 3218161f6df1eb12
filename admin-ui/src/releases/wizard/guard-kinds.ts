import type { GuardDraft } from './plan-draft.ts'

interface GuardKind {
  readonly kind: GuardDraft['kind']
  readonly name: string
  readonly add: string
  readonly about: string
}

/** The kinds of guards in plain words, the simplest first. */
export const GUARD_KINDS: readonly GuardKind[] = [
  {
    kind: 'errors',
    name: 'Errors',
    add: 'Errors',
    about: 'People for whom run() or <Feature> threw. Needs nothing but run() around the code.',
  },
  {
    kind: 'latency',
    name: 'Slow calls',
    add: 'Slow calls',
    about:
      'People whose call of run() was slower than 95 of 100 calls of the control were before the release. That limit is frozen at the start.',
  },
  {
    kind: 'event',
    name: 'Event',
    add: 'An event',
    about: 'People who had an event that your code reports with track().',
  },
  {
    kind: 'prometheus',
    name: 'Prometheus',
    add: 'A Prometheus query',
    about:
      'A threshold on a query. It compares nothing and cannot tell a bad release from a bad day: it stands beside other guards, never alone.',
  },
]

export function guardKind(kind: GuardDraft['kind']): GuardKind {
  const found = GUARD_KINDS.find((one) => one.kind === kind)
  if (!found) throw new Error(`no guard is of the kind ${kind}`)
  return found
}
