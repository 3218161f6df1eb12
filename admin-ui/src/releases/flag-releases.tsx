import type { FlagConfigurationView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { LockBanner } from './lock-banner.tsx'
import { ReleaseBanner } from './release-banner.tsx'

interface FlagReleasesProps {
  readonly flag: string
  readonly configuration: FlagConfigurationView
}

/** Above the rules: the release that moves people here, and what one before it left locked. */
export function FlagReleases({ flag, configuration }: FlagReleasesProps) {
  const { release, locks = [] } = configuration
  return (
    <>
      {release && <ReleaseBanner id={release.id} flag={flag} />}
      {locks.map((lock) => (
        <LockBanner key={lock.release} flag={flag} lock={lock} />
      ))}
    </>
  )
}
