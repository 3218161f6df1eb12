import { lazy, Suspense } from 'react'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { useBulk } from './bulk-provider.tsx'

const BulkRunning = lazy(async () => ({
  default: (await import('./bulk-running.tsx')).BulkRunning,
}))
const BulkResult = lazy(async () => ({ default: (await import('./bulk-result.tsx')).BulkResult }))

/** Under way, done, refused: over the list, with the way back for as long as there is one. */
export function BulkStrip() {
  const { running, result, failure } = useBulk()
  return (
    <section aria-label="What was done" aria-live="polite">
      <FailureNotice failure={failure} />
      <Suspense>
        {running && <BulkRunning {...running} />}
        {result && <BulkResult key={result.id} />}
      </Suspense>
    </section>
  )
}
