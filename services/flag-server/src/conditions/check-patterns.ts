import { type FieldError, invalid } from '../http/app-error.ts'
import type { Condition } from './condition-schemas.ts'
import type { PatternChecker } from './pattern-checker.ts'

/** For all patterns of one request; those left then are refused unchecked. */
const BUDGET_MS = 10_000

/**
 * Refuses regular expressions that could hang an application. To be called before a transaction is
 * opened: a pattern may take seconds to judge. What is no regular expression at all is left to the
 * evaluator's own check, which says why.
 */
export async function checkPatterns(
  checker: PatternChecker,
  places: readonly { readonly path: string; readonly conditions: readonly Condition[] }[],
): Promise<void> {
  const errors: FieldError[] = []
  const until = performance.now() + BUDGET_MS
  for (const { path, pattern, ignoreCase } of places.flatMap(patternsIn)) {
    const problem =
      performance.now() < until ? await problemWith(checker, pattern, ignoreCase) : TOO_MANY
    if (problem !== undefined) errors.push({ path, message: problem })
  }
  if (errors.length > 0) throw invalid(errors)
}

const TOO_MANY = 'could not be checked in time, with all those before it: send fewer at once'

function patternsIn({ path, conditions }: { path: string; conditions: readonly Condition[] }) {
  return conditions.flatMap(({ operator, values, ignoreCase = false }, index) =>
    values.flatMap((pattern, at) =>
      operator === 'matches' && typeof pattern === 'string' && isPattern(pattern)
        ? [{ path: `${path}.${index}.values.${at}`, pattern, ignoreCase }]
        : [],
    ),
  )
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u')
    return true
  } catch {
    return false
  }
}

async function problemWith(
  checker: PatternChecker,
  pattern: string,
  ignoreCase: boolean,
): Promise<string | undefined> {
  const judged = await checker.judge(pattern, ignoreCase)
  if (judged.verdict === 'super-linear') {
    return `could hang an application: it takes ${judged.complexity} time, for example on ${judged.attack}`
  }
  if (judged.verdict === 'unknown') {
    return `could not be shown to be harmless (${judged.why}): write it more simply`
  }
  return undefined
}
