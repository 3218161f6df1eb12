import type { EvaluationContext } from './decision.ts'

/** An attribute's name and, unless reading that property is all there is to it, the path it may be. */
export interface Attribute {
  readonly name: string
  readonly path: readonly string[] | undefined
  /** Which of the places that read properties reads this one. */
  readonly place: number
}

/** By name; `targetingKey` has the first place. Names without end would be somebody making them up. */
const known = new Map<string, Attribute>()
const KNOWN_KEPT = 1_000

/** The first names this process hears of have a place of their own. */
const PLACES = 8
let placed = 0
attributeOf('targetingKey')

/** The same object for the same name. */
export function attributeOf(name: string): Attribute {
  let attribute = known.get(name)
  if (attribute === undefined) {
    // What every object inherits is nobody's attribute: such a name is looked for as a path.
    const path = name.includes('.') || name in Object.prototype ? name.split('.') : undefined
    // Engines find a property faster by a name they know as one.
    const [property = name] = Object.keys({ [name]: 0 })
    attribute = { name: property, path, place: path || placed === PLACES ? PLACES : placed++ }
    if (known.size < KNOWN_KEPT) known.set(property, attribute)
  }
  return attribute
}

/**
 * The attribute's value. A name without dots is a property of the context, as `context.name` has it;
 * one with dots is an own property of that very name, else the end of a path through own properties
 * of nested objects (not of lists). Undefined when there is none. Throws as getters may.
 */
export function readAttribute(
  context: EvaluationContext,
  { name, path, place }: Attribute,
): unknown {
  return path === undefined
    ? readProperty(context, name, place)
    : (own(context, name) ?? path.reduce(step, context))
}

/**
 * `context[name]`, which is slow at a place in the code that has seen many names; where it was one
 * and the same name so far, V8 makes `context.plan` of it.
 */
function readProperty(context: EvaluationContext, name: string, place: number): unknown {
  switch (place) {
    case 0:
      return context.targetingKey
    case 1:
      return context[name]
    case 2:
      return context[name]
    case 3:
      return context[name]
    case 4:
      return context[name]
    case 5:
      return context[name]
    case 6:
      return context[name]
    case 7:
      return context[name]
    default:
      return context[name]
  }
}

function step(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? own(value as EvaluationContext, name)
    : undefined
}

function own(object: EvaluationContext, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined
}

/**
 * What identifies somebody in a rollout, a target or a segment's list: a string, or a safe integer's
 * decimal text.
 */
export function unitOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : Number.isSafeInteger(value) ? `${value}` : undefined
}
