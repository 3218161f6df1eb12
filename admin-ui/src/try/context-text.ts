import { isObject } from '../shared/same-json.ts'

export type Context = Readonly<Record<string, unknown>>

export type ReadContext =
  | { readonly context: Context; readonly problem: null }
  | { readonly context: null; readonly problem: string }

/** What is typed before anybody typed anything. */
export const FIRST_CONTEXT = JSON.stringify({ targetingKey: 'user-42', plan: 'pro' }, null, 2)

/** Said in place of answers while there is no context to ask with. */
export const UNASKED = 'The answer comes when the context can be read.'

/** What a person typed as a context, or why it is none. */
export function readContext(text: string): ReadContext {
  if (text.trim() === '') return { context: {}, problem: null }
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value)) return { context: value, problem: null }
    return refused('A context is an object, such as { "targetingKey": "user-42" }.')
  } catch (failure) {
    return refused(`Not JSON yet: ${failure instanceof Error ? failure.message : 'it ends early'}.`)
  }
}

function refused(problem: string): ReadContext {
  return { context: null, problem }
}
