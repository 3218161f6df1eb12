import { COMMON_OPERATORS } from './operators.ts'
import { RARE_OPERATORS } from './rare-operators.ts'
import type { Operators } from './test.ts'

type AllOperators = Omit<Required<Operators>, 'inSegment'>

/** All but `inSegment`, which needs the segments. Bundlers may leave it out, and the rare ones with it. */
export const OPERATORS: AllOperators = /* @__PURE__ */ allOperators()

function allOperators(): AllOperators {
  return { ...COMMON_OPERATORS, ...RARE_OPERATORS }
}
