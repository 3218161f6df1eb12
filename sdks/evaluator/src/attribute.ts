import type { EvaluationContext } from './decision.ts'

/** An attribute's name and, unless reading that property is all there is to it, the path it may be. */
export interface Attribute {
  readonly name: string
  readonly path: readonly string[] | undefined
}

export function attributeOf(name: string): Attribute {
  // What every object inherits is nobody's attribute: such a name is looked for as a path.
  const isPath = name.includes('.') || name in Object.prototype
  // Engines find a property faster by a name they know as one.
  const [known = name] = Object.keys({ [name]: 0 })
  return { name: known, path: isPath ? name.split('.') : undefined }
}

/**
 * The attribute's value. A name without dots is a property of the context, as `context.name` has it;
 * one with dots is an own property of that very name, else the end of a path through own properties
 * of nested objects (not of lists). Undefined when there is none. Throws as getters may.
 */
export function readAttribute(context: EvaluationContext, { name, path }: Attribute): unknown {
  // A constant name is read much faster than a computed one.
  if (name === 'targetingKey') return context.targetingKey
  return path === undefined ? context[name] : (own(context, name) ?? path.reduce(step, context))
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
