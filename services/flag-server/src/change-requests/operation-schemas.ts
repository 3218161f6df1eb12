import { z } from 'zod'
import { FlagConfigurationPatch, FlagPatch } from '../flags/flag-schemas.ts'
import { Key } from '../http/fields.ts'
import { NewRelease, ReleasePatch } from '../releases/release-schemas.ts'
import { SegmentConfigurationPatch } from '../segments/segment-schemas.ts'

const inEnvironment = { environment: Key }
const ofFlag = { ...inEnvironment, flag: Key }
const ofRelease = { ...inEnvironment, release: z.uuid() }
const toMoment = {
  /** As it was at this moment … */
  at: z.iso.datetime({ offset: true }).optional(),
  /** … or at this revision. */
  revision: z.int().min(0).optional(),
}
const withoutVersion = { expectedVersion: true, comment: true } as const
const withoutComment = { comment: true } as const

/**
 * What a change request would do: the same bodies as the direct routes take. Version and comment are
 * the request's. Unions by `type`; each is applied by the verb of its direct route.
 */
export const Operation = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('configure-flag'),
    ...ofFlag,
    patch: FlagConfigurationPatch.omit(withoutVersion),
  }),
  z.strictObject({ type: z.literal('reshuffle-flag'), ...ofFlag }),
  z.strictObject({
    type: z.literal('unlock-flag'),
    ...ofFlag,
    rule: Key.nullable().optional(),
  }),
  z.strictObject({ type: z.literal('copy-flag'), ...ofFlag, from: Key }),
  z.strictObject({ type: z.literal('restore-flag'), ...ofFlag, ...toMoment }),
  z.strictObject({
    type: z.literal('configure-segment'),
    ...inEnvironment,
    segment: Key,
    patch: SegmentConfigurationPatch.omit(withoutVersion),
  }),
  z.strictObject({
    type: z.literal('restore-segment'),
    ...inEnvironment,
    segment: Key,
    ...toMoment,
  }),
  z.strictObject({ type: z.literal('restore-environment'), ...inEnvironment, ...toMoment }),
  /** Undoes the change that this entry of the history tells of. */
  z.strictObject({ type: z.literal('revert'), entry: z.int().min(1) }),
  /** In every environment. */
  z.strictObject({
    type: z.literal('update-flag'),
    flag: Key,
    patch: FlagPatch.omit(withoutVersion),
  }),
  z.strictObject({ type: z.literal('archive-flag'), flag: Key, force: z.boolean().optional() }),
  z.strictObject({
    type: z.literal('unarchive-flag'),
    flag: Key,
    asItWas: z.boolean().optional(),
  }),
  /** Plans a release and starts it. */
  z.strictObject({
    type: z.literal('create-release'),
    ...ofFlag,
    plan: NewRelease.omit({ start: true, comment: true }),
  }),
  z.strictObject({ type: z.literal('start-release'), ...ofRelease }),
  z.strictObject({
    type: z.literal('change-release'),
    ...ofRelease,
    patch: ReleasePatch.omit(withoutComment),
  }),
  z.strictObject({ type: z.literal('advance-release'), ...ofRelease }),
])
export type Operation = z.infer<typeof Operation>
export type OperationType = Operation['type']
