import type { SegmentConfigurationChanged } from '@bunting/flag-server/segments/segment-schemas.ts'

/**
 * What was answered, or what is held where that is newer: an answer that was long on its way takes
 * nothing back. A segment that was made again under its old name counts its versions anew, and is of a
 * later revision.
 */
export function newestMembers(
  held: SegmentConfigurationChanged | undefined,
  answered: SegmentConfigurationChanged,
): SegmentConfigurationChanged {
  const isNewer = held && held.version > answered.version && held.revision >= answered.revision
  return isNewer ? held : answered
}
