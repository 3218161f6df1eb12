import { segmentNode } from './node-names.ts'
import type { Flag, Segment } from './ruleset.ts'

/** Whether a line may need others; most do not, and need no parsing to find out. */
export function mayNeed(line: string | undefined): boolean {
  return /"prerequisites":\[\{|"inSegment"/.test(`${line}`)
}

/** The nodes a line needs; none when it cannot be read. */
export function needsOf(line: string | undefined): string[] {
  try {
    const {
      prerequisites = [],
      rules = [],
      conditions = [],
    } = JSON.parse(`${line}`) as Partial<Flag & Segment>
    return [...rules, { conditions }]
      .flatMap((rule) => rule.conditions)
      .flatMap(({ operator, values }) => (operator === 'inSegment' ? values : []))
      .map((key) => segmentNode(`${key}`))
      .concat(prerequisites.map(({ flag }) => flag))
  } catch {
    return []
  }
}
