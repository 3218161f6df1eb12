import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { IconHourglassLow } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import styles from './stale-badge.module.css'
import { badgeWords } from './stale-words.ts'

const StaleAdvice = lazy(async () => ({
  default: (await import('./stale-advice.tsx')).StaleAdvice,
}))

/** A flag that should be looked at says so; a click says why, since when and what to do. */
export function StaleBadge({ flag }: { readonly flag: FlagView }) {
  const [opened, setOpened] = useState(false)
  const { stale = [] } = flag
  if (stale.length === 0) return null
  const words = badgeWords(stale)
  const badge = (
    <button
      type="button"
      className={styles.badge}
      aria-label={`${flag.key} is stale: ${words}`}
      title={words}
      aria-expanded={opened}
      onClick={() => setOpened(!opened)}
    >
      <IconHourglassLow size={12} aria-hidden="true" />
      <span>stale</span>
    </button>
  )
  // A list has many badges, and few are opened.
  if (!opened) return badge
  return (
    <Suspense fallback={badge}>
      <StaleAdvice flag={flag} badge={badge} onClose={() => setOpened(false)} />
    </Suspense>
  )
}
