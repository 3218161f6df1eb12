/** What a browser loads after its first paint: `ruleset.learn(RARE_OPERATORS, createDependents)`. */
export { createDependents } from '../dependents.ts'
export { RARE_OPERATORS } from './rare-operators.ts'
