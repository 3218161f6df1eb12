import styles from './kill-strip.module.css'
import { KillStrip } from './kill-strip.tsx'
import { useKills } from './kills-provider.tsx'

/** Cannot be missed: over every screen, until someone dismisses them. */
export function KillStrips() {
  const { kills } = useKills()
  return (
    <section className={styles.strips} aria-label="Kills" aria-live="assertive">
      {kills.map((kill) => (
        <KillStrip key={kill.id} kill={kill} />
      ))}
    </section>
  )
}
