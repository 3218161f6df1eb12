import type { FlagConfiguration } from '../flags/flag-schemas.ts'
import type { SegmentConfiguration } from '../segments/segment-schemas.ts'

/** What a person decides about a flag in an environment; releases and locks come and go by themselves. */
export type FlagContent = Omit<FlagConfiguration, 'release' | 'locks'>

/** What is wanted of some flags and segments of one environment. */
export interface Wanted {
  readonly flags: ReadonlyMap<string, FlagContent>
  readonly segments: ReadonlyMap<string, SegmentConfiguration>
}

export function flagContent(document: FlagConfiguration): FlagContent {
  const { on, offVariant, prerequisites, targets, rules, fallthrough, salt } = document
  return { on, offVariant, prerequisites, targets, rules, fallthrough, salt }
}

export function segmentContent(configuration: SegmentConfiguration): SegmentConfiguration {
  const { included, excluded, conditions } = configuration
  return { included, excluded, conditions }
}

/** The configuration with another content: what a release or a lock says of it stays. */
export function withContent(document: FlagConfiguration, content: FlagContent): FlagConfiguration {
  const { release, locks } = document
  return { ...content, ...(release && { release }), ...(locks && { locks }) }
}

/** Lines were valid when they were written: what they say is what the API took. */
export function flagOfLine(line: string): FlagContent {
  return flagContent(JSON.parse(line))
}

export function segmentOfLine(line: string): SegmentConfiguration {
  return segmentContent(JSON.parse(line))
}
