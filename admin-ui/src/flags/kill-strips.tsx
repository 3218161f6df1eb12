import styles from './kill-strip.module.css'
import { KillStrip } from './kill-strip.tsx'
import { useKills } from './kills-provider.tsx'

interface KillStripsProps {
  readonly project: string
}

/** Cannot be missed: over every screen, until someone dismisses them. */
export function KillStrips({ project }: KillStripsProps) {
  const { kills } = useKills()
  return (
    <section className={styles.strips} aria-label="Kills" aria-live="assertive">
      {kills.map((kill) => (
        <KillStrip key={kill.id} project={project} kill={kill} />
      ))}
    </section>
  )
}
