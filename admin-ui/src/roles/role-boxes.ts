import type { RoleView } from '@bunting/flag-server/access/access-schemas.ts'
import type { Permission } from '@bunting/flag-server/access/permissions.ts'
import { changed, type Difference } from '../drafts/difference.ts'
import { OF_ENVIRONMENTS } from '../projects/may-words.ts'
import { lowerFirst } from '../shared/lower-first.ts'
import { OF_PROJECTS, PERMISSION_WORDS } from './permission-words.ts'

export type RoleFacts = Pick<RoleView, 'name' | 'permissions' | 'inProduction'>

/**
 * A role box by box: what one person takes away and another gives meets only in the same box, and there
 * both want the same.
 */
export type RoleBoxes = { readonly name: string } & {
  readonly [Box in Permission | `${Permission}/production`]: boolean
}

const ALL = [...OF_PROJECTS, ...OF_ENVIRONMENTS]

export function boxesOf({ name, permissions, inProduction }: RoleFacts): RoleBoxes {
  const boxes = ALL.flatMap((one) => [
    [one, permissions.includes(one)],
    [`${one}/production`, inProduction.includes(one)],
  ])
  return { name, ...Object.fromEntries(boxes) }
}

export function factsOf(boxes: RoleBoxes): RoleFacts {
  return {
    name: boxes.name,
    permissions: ALL.filter((one) => boxes[one]),
    inProduction: ALL.filter((one) => boxes[`${one}/production`]),
  }
}

/** Only what is another: the rest goes on following the server. */
export function changedBoxes(before: RoleBoxes, after: RoleBoxes): Partial<RoleBoxes> {
  const was: Partial<Record<string, unknown>> = before
  return Object.fromEntries(Object.entries(after).filter(([box, value]) => was[box] !== value))
}

/** `Taken away: kill; hold, roll back and abort releases, in production`. */
export function roleDifferences(before: RoleBoxes, after: RoleBoxes): readonly Difference[] {
  const between = (given: boolean) => ALL.flatMap((one) => moved(before, after, one, given))
  return [
    ...changed('Name', before.name, after.name),
    ...between(false).map((words) => ({ what: 'Taken away', before: words, after: null })),
    ...between(true).map((words) => ({ what: 'Given', before: null, after: words })),
  ]
}

function moved(before: RoleBoxes, after: RoleBoxes, one: Permission, given: boolean): string[] {
  const inside = `${one}/production` as const
  const is = (box: typeof one | typeof inside) => before[box] !== given && after[box] === given
  const words = lowerFirst(PERMISSION_WORDS[one])
  if (!OF_ENVIRONMENTS.includes(one)) return is(one) ? [words] : []
  if (is(one) && is(inside)) return [words]
  if (is(one)) return [`${words}, outside production`]
  return is(inside) ? [`${words}, in production`] : []
}
