export { checkFlag } from './check-flag.ts'
export { checkSegment } from './check-segment.ts'
export type { Existing } from './existing.ts'
export type { Path, Problem } from './problem.ts'
