import { environmentTone } from '../projects/environment-tone.ts'
import { Pennant } from '../projects/pennant.tsx'
import { usePlace } from '../projects/place.tsx'
import styles from './settings-page.module.css'

export function EnvironmentList() {
  const { project } = usePlace()
  return (
    <section aria-labelledby="environments">
      <h2 id="environments">Environments</h2>
      <ul className={styles.environments}>
        {project.environments.map((one) => (
          <li key={one.key}>
            <Pennant tone={environmentTone(project.environments, one)} />
            <div>
              <strong>{one.name}</strong> <code>{one.key}</code>
            </div>
            <span>{one.production ? 'production: asks before it switches' : ''}</span>
            <span>r{one.revision}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
