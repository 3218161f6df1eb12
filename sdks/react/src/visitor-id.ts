import type { EvaluationContext } from '@bunting/client'

const NAME = 'bunting:visitor'

let remembered: string | undefined

/**
 * The same for every page and visit of this browser: kept in local storage under
 * `bunting:visitor`, in memory when that is blocked or full. Random; says nothing about the person.
 */
export function visitorId(): string {
  try {
    remembered = localStorage.getItem(NAME) ?? remembered ?? randomId()
    localStorage.setItem(NAME, remembered)
  } catch {
    remembered ??= randomId()
  }
  return remembered
}

/** 128 random bits. `crypto.randomUUID` is not there on pages without https. */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(36)).join(
    '',
  )
}

/** The context with a `targetingKey`: its own, or the visitor's when it has none. */
export function identified(context: EvaluationContext): EvaluationContext {
  try {
    return context.targetingKey === undefined ? { ...context, targetingKey: visitorId() } : context
  } catch {
    // A getter threw. The evaluator copes with those where a rule asks for one.
    return context
  }
}
