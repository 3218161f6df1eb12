import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { Outlet, useOutletContext, useParams } from 'react-router'
import { NotFound } from '../app/not-found.tsx'
import { useWaitingChangesKnown } from '../change-requests/waiting-changes.tsx'
import { usePlace } from '../projects/place.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { RequestFailed } from '../shared/request-failed.ts'
import { FlagHeader } from './flag-header.tsx'
import styles from './flag-page.module.css'
import { useFlag } from './use-flag.ts'

export function FlagPage() {
  const { project } = usePlace()
  const { flag: key = '' } = useParams()
  const { data: flag, error, refetch } = useFlag(project.key, key)
  // Asked for together with the flag, and not after it.
  useWaitingChangesKnown({ flag: key })
  if (error instanceof RequestFailed && error.code === 'flag_not_found') return <NotFound />
  return (
    <div className={styles.page}>
      <title>{`${key} · Bunting`}</title>
      {error && !flag && <FailureNotice failure={error} retry={refetch} />}
      {flag && (
        <>
          <FlagHeader flag={flag} />
          <Outlet context={flag} />
        </>
      )}
    </div>
  )
}

/** The flag that the page's sections are about. */
export function usePageFlag(): FlagView {
  return useOutletContext<FlagView>()
}
