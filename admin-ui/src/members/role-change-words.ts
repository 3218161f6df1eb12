import type { Permission } from '@bunting/flag-server/access/permissions.ts'
import { OF_ENVIRONMENTS } from '../projects/may-words.ts'
import { PERMISSION_WORDS } from '../roles/permission-words.ts'
import { lowerFirst } from '../shared/lower-first.ts'

interface Held {
  readonly key: string
  readonly name: string
  readonly permissions: readonly Permission[]
  readonly inProduction: readonly Permission[]
}

export interface RoleStep {
  readonly who: string
  /** `the whole project`, `Production`. */
  readonly where: string
  /** Null: the whole project. */
  readonly environment: string | null
  /** Null: they have none there. */
  readonly from: Held | null
  readonly to: Held | null
  /** Whether it is the only role they have in the project. */
  readonly only: boolean
}

export interface RoleQuestion {
  readonly question: string
  readonly verb: string
}

/** What is asked before a role is set; null where it only adds, and not the right to give roles. */
export function roleQuestion(step: RoleStep): RoleQuestion | null {
  const { who, where, environment, from, to } = step
  if (to === null) return from === null ? null : takenAway(step, from)
  const lost = beyond(from, to, environment)
  const gained = beyond(to, from, environment)
  const commands = to.key === 'administrator' || gained.includes('member.manage')
  if (lost.length === 0 && !commands) return null
  const was = from === null ? '' : `, not ${from.name} any more`
  const sentences = [`${who} becomes ${to.name} in ${where}${was}.`]
  if (lost.length > 0) sentences.push(`They lose: ${inWords(lost)}.`)
  if (commands && gained.length > 0) sentences.push(`They may from now on: ${inWords(gained)}.`)
  return { question: sentences.join(' '), verb: `Make ${to.name}` }
}

function takenAway({ who, where, only }: RoleStep, from: Held): RoleQuestion {
  const then = only
    ? 'It is the only role they have: they see nothing of the project from this moment on.'
    : 'What their other roles allow stays.'
  return { question: `${who} loses ${from.name} in ${where}. ${then}`, verb: 'Take role away' }
}

/** What the one role allows at a place and the other does not: in production, where that is different. */
function beyond(one: Held | null, other: Held | null, environment: string | null): Permission[] {
  const less = [given(other, environment), inProduction(other, environment)] as const
  const outside = given(one, environment).filter((permission) => !less[0].includes(permission))
  const inside = inProduction(one, environment).filter(
    (permission) => !less[1].includes(permission),
  )
  return [...new Set([...outside, ...inside])]
}

function given(role: Held | null, environment: string | null): readonly Permission[] {
  const all = role?.permissions ?? []
  return environment === null ? all : all.filter((one) => OF_ENVIRONMENTS.includes(one))
}

/** A role for one environment gives the same in it, production or not. */
function inProduction(role: Held | null, environment: string | null): readonly Permission[] {
  return environment === null ? (role?.inProduction ?? []) : given(role, environment)
}

function inWords(permissions: readonly Permission[]): string {
  return permissions.map((one) => lowerFirst(PERMISSION_WORDS[one])).join('; ')
}
