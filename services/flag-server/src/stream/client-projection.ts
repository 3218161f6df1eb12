import type { Condition, Flag, Hashed, Segment } from '@bunting/evaluator'
import { segmentKeysIn } from '../conditions/segment-keys-in.ts'
import type { Change } from '../revisions/commit-revision.ts'
import { flagForClients, listSalt, segmentForClients } from './client-projection-lines.ts'
import type { LineChange } from './ruleset-lines.ts'

/**
 * What a client key is given: the flags marked for client-side SDKs, with the prerequisites and
 * segments those need; nothing that is only for people to read, and nobody's id.
 */
export interface ClientProjection {
  /** Takes changes of the full ruleset over; answers with what they change for a client key. */
  apply(changed: Iterable<Change>): LineChange[]
}

interface Entity {
  readonly clientSide: boolean
  /** As a client key gets it. Made when one does: hashing 100,000 ids takes a while. */
  line(): string
  readonly needs: readonly Need[]
}

interface Need {
  readonly kind: 'flag' | 'segment'
  readonly key: string
}

const nameOf = ({ kind, key }: Need) => `${kind} ${key}`

export function createClientProjection(environmentId: string): ClientProjection {
  const entities = new Map<string, Entity>()
  let visible = new Map<string, LineChange & { line: string }>()

  return {
    apply(changed) {
      for (const change of changed) {
        const name = nameOf(change)
        const entity = toEntity(change, listSalt(environmentId, name))
        if (entity) entities.set(name, entity)
        else entities.delete(name)
      }
      const before = visible
      visible = reachable(entities)
      const changes: LineChange[] = []
      for (const [name, entry] of visible) {
        if (before.get(name)?.line !== entry.line) changes.push(entry)
      }
      for (const [name, { kind, key }] of before) {
        if (!visible.has(name)) changes.push({ kind, key, line: null })
      }
      return changes
    },
  }
}

/** The flags for client-side SDKs and all they lead to. */
function reachable(
  entities: ReadonlyMap<string, Entity>,
): Map<string, LineChange & { line: string }> {
  const found = new Map<string, LineChange & { line: string }>()
  const open: Need[] = []
  for (const [name, { clientSide }] of entities) {
    if (clientSide) open.push(needOf(name))
  }
  for (let next = open.pop(); next; next = open.pop()) {
    const name = nameOf(next)
    const entity = entities.get(name)
    if (!entity || found.has(name)) continue
    found.set(name, { ...next, line: entity.line() })
    open.push(...entity.needs)
  }
  return found
}

function needOf(name: string): Need {
  const at = name.indexOf(' ')
  return { kind: name.slice(0, at) === 'flag' ? 'flag' : 'segment', key: name.slice(at + 1) }
}

function toEntity({ kind, line, clientSide }: Change, salt: Hashed): Entity | null {
  if (line === null) return null
  if (kind === 'segment') {
    const { conditions }: Segment = JSON.parse(line)
    const make = () => segmentForClients(JSON.parse(line), salt)
    return { clientSide: false, line: once(make), needs: segmentsNeeded(conditions) }
  }
  const { on, prerequisites, rules }: Flag = JSON.parse(line)
  const make = () => flagForClients(JSON.parse(line), clientSide, salt)
  const needs = [
    ...prerequisites.map(({ flag: key }) => ({ kind: 'flag' as const, key })),
    ...rules.flatMap((rule) => segmentsNeeded(rule.conditions)),
  ]
  // One that is off answers without them.
  return { clientSide, line: once(make), needs: on ? needs : [] }
}

function once(make: () => string): () => string {
  let made: string | undefined
  return () => {
    made ??= make()
    return made
  }
}

function segmentsNeeded(conditions: readonly Condition[]): Need[] {
  return segmentKeysIn(conditions).map((key) => ({ kind: 'segment', key }))
}
