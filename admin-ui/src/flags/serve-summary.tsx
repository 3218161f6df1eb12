import type { Serve } from '@bunting/flag-server/flags/flag-schemas.ts'
import { percent } from '../shared/number-words.ts'
import styles from './serve-summary.module.css'
import { DEFAULT_BUCKET_BY } from './serve-words.ts'
import { WHOLE } from './shares.ts'

interface ServeSummaryProps {
  readonly serve: Serve
  readonly offVariant: string
}

/** `on`, or a bar of the shares and `30 % on · by company.id`. Canary is who has the new thing. */
export function ServeSummary({ serve, offVariant }: ServeSummaryProps) {
  if ('variant' in serve) {
    return (
      <span className={styles.variant} data-off={serve.variant === offVariant || undefined}>
        {serve.variant}
      </span>
    )
  }
  const { shares, bucketBy = DEFAULT_BUCKET_BY } = serve.rollout
  const named = shares.length === 2 ? shares.slice(0, 1) : shares
  return (
    <span className={styles.rollout}>
      <span className={styles.bar} aria-hidden="true">
        {shares.map(({ variant, share }) => (
          <span
            key={variant}
            data-off={variant === offVariant || undefined}
            style={{ width: `${(share / WHOLE) * 100}%` }}
          />
        ))}
      </span>
      <span>
        {named.map(({ variant, share }, index) => (
          <span key={variant}>
            {index > 0 && ', '}
            {percent(share)} <strong>{variant}</strong>
          </span>
        ))}
        <span className={styles.by}>
          {' '}
          · by <code>{bucketBy}</code>
        </span>
      </span>
    </span>
  )
}
