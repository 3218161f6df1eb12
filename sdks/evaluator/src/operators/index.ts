/** What a browser loads after its first paint: `ruleset.learn(RARE_OPERATORS)`. */
export { RARE_OPERATORS } from './rare-operators.ts'
