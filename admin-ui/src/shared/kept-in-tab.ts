import { isObject } from './same-json.ts'

type Kind<Value> = Value extends string ? 'string' : Value extends number ? 'number' : 'boolean'

interface Phased {
  readonly phase: string
}

/** Of each phase, what it holds and of which type that is. */
export type PhaseShapes<Phases extends Phased> = {
  readonly [Phase in Phases['phase']]: Shape<Omit<Extract<Phases, { phase: Phase }>, 'phase'>>
}

export type Shape<Fields> = { readonly [Field in keyof Fields]: Kind<Fields[Field]> }

/** Whether a value that was kept is in one of these phases and holds all of it. */
export function isInPhase<Phases extends Phased>(
  value: unknown,
  shapes: PhaseShapes<Phases>,
): value is Phases {
  if (!isObject(value) || typeof value.phase !== 'string') return false
  if (!Object.hasOwn(shapes, value.phase)) return false
  return hasShape(value, shapes[value.phase as Phases['phase']])
}

export function hasShape<Fields extends object>(
  value: unknown,
  shape: Shape<Fields>,
): value is Fields {
  return (
    isObject(value) &&
    Object.entries(shape).every(([field, kind]) => {
      const held = value[field]
      return kind === 'number' ? Number.isSafeInteger(held) : typeof held === kind
    })
  )
}

/** Why nobody knows what became of something whose answer a reload cut off. */
export const CUT_OFF = 'the page was left before the answer came. Do it again to be sure.'

/** From signing out until somebody is there again: what is on the screen for a moment more is not kept. */
let isForgotten = false

/** What the tab keeps under a name, over a reload; what is broken there is passed over. */
export function readKept<Item>(name: string, read: (value: unknown) => Item | null): Item[] {
  isForgotten = false
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(name) ?? '[]')
    return Array.isArray(kept) ? kept.map(read).filter((item) => item !== null) : []
  } catch {
    return []
  }
}

/** Storage may be forbidden: then a reload forgets. */
export function keepInTab(name: string, items: readonly unknown[]): void {
  if (isForgotten) return
  try {
    if (items.length > 0) sessionStorage.setItem(name, JSON.stringify(items))
    else sessionStorage.removeItem(name)
  } catch {
    // It is shown until then.
  }
}

/** Nothing of what somebody did is left to who signs in after them. */
export function forgetTab(): void {
  isForgotten = true
  try {
    sessionStorage.clear()
  } catch {
    // Then there is nothing in it.
  }
}
