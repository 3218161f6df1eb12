import { type Answer, answer, NO_METADATA } from './answer.ts'
import { type CompiledFlag, compileFlag } from './compile-flag.ts'
import type { EvaluationErrorCode } from './decision.ts'
import { parseLine } from './line.ts'
import type { Operators } from './operators/test.ts'
import type { Flag, JsonValue } from './ruleset.ts'
import type { Surroundings } from './serve.ts'

/** A flag in use. */
export interface FlagNode extends Omit<CompiledFlag, 'type' | 'fixed'> {
  /** Undefined when the flag cannot answer, whatever the context. */
  type: CompiledFlag['type'] | undefined
  fixed: Answer | undefined
  /** The flags of those prerequisites that are linked; emptied when the answer is off anyway. */
  links: FlagNode[]
  /** While it is linked: see `linkPrerequisites`. Zero before, infinite after. */
  earliest: number
  /** Why the caller's fallback is served. */
  error: readonly [code: EvaluationErrorCode, message: string]
  /** Answers that carry a fallback, by that; made when the first is asked for. */
  fallbacks: Map<unknown, Answer> | undefined
}

const NOTHING = answer('', { value: undefined, reason: 'ERROR', flagMetadata: NO_METADATA })

/** Compiles a line. No line, or one that cannot be compiled, makes a flag that cannot answer. */
export function flagNode(
  key: string,
  line: string | undefined,
  operators: Operators,
  surroundings?: Surroundings,
): FlagNode {
  const node: FlagNode = {
    key,
    type: undefined,
    fixed: NOTHING,
    off: NOTHING,
    prerequisites: [],
    targets: undefined,
    rules: [],
    fallthrough: { always: NOTHING, rollout: undefined },
    links: [],
    earliest: 0,
    // Callers in plain JavaScript may hand in what throws when it is made a text.
    error: [
      'FLAG_NOT_FOUND',
      typeof key === 'string' ? `no flag "${key}"` : `${typeof key} is no key`,
    ],
    fallbacks: undefined,
  }
  if (line === undefined) return node
  try {
    const flag = compileFlag(parseLine<Flag>(line, key), operators, surroundings)
    Object.assign(node, flag, { key, error: ['TYPE_MISMATCH', `flag "${key}" is a ${flag.type}`] })
  } catch (error) {
    node.error = ['PARSE_ERROR', `${error}`]
  }
  return node
}

const FALLBACKS_KEPT = 100

/**
 * The same object for the same fallback, as long as callers do not keep making new ones. The fallback
 * is the caller's, who may change it: the decision alone is frozen.
 */
export function fallbackAnswer(node: FlagNode, value: JsonValue | undefined): Answer {
  node.fallbacks ??= new Map()
  const { key, fallbacks } = node
  let known = fallbacks.get(value)
  if (known === undefined) {
    const [errorCode, errorMessage] = node.error
    known = answer(key, {
      value,
      reason: 'ERROR',
      errorCode,
      errorMessage,
      flagMetadata: NO_METADATA,
    })
    if (fallbacks.size >= FALLBACKS_KEPT) fallbacks.clear()
    fallbacks.set(value, known)
  }
  return known
}
