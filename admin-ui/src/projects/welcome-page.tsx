import { useState } from 'react'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { deliveryState } from '../live/delivery-words.ts'
import { useConnectionCount } from '../live/use-connection-count.ts'
import { useDelivery } from '../live/use-delivery.ts'
import { Page } from '../shared/page.tsx'
import { usePlace } from './place.tsx'
import { ConnectStep } from './welcome/connect-step.tsx'
import { FirstFlagStep } from './welcome/first-flag-step.tsx'
import { NameStep } from './welcome/name-step.tsx'
import { Step } from './welcome/step.tsx'
import { WaitStep } from './welcome/wait-step.tsx'
import styles from './welcome/welcome.module.css'

/** From the first administrator to the first flag that arrives, in under two minutes. */
export function WelcomePage() {
  const { project, environment } = usePlace()
  const [named, setNamed] = useState(false)
  const [hasKey, setHasKey] = useState(false)
  const [flipped, setFlipped] = useState<number | null>(null)
  const { data: delivery } = useDelivery(project.key, environment.key, flipped)
  const arrived =
    flipped !== null && delivery !== undefined && deliveryState(delivery) === 'everywhere'
  const { data: connections } = useConnectionCount(project.key, environment.key)
  const connected = (connections?.connected ?? 0) > 0
  return (
    <Page
      narrow
      title="Welcome to Bunting"
      lead={`Four steps to a flag that is switched here and arrives in your code. All of it happens in ${environment.name}${environment.production ? '.' : '; nothing touches production.'}`}
    >
      <ol className={styles.steps}>
        <Step number={1} title="Name the project" done={named}>
          <NameStep onNamed={() => setNamed(true)} />
        </Step>
        <Step number={2} title="Add the SDK" done={hasKey || connected}>
          <ConnectStep onKey={() => setHasKey(true)} />
        </Step>
        <Step number={3} title="Start your application" done={connected} confirmed={connected}>
          <WaitStep connections={connections} waiting={hasKey} />
        </Step>
        <Step
          number={4}
          title="Switch the first flag and watch it arrive"
          done={arrived}
          confirmed={arrived}
        >
          <FirstFlagStep onFlipped={setFlipped} />
          {arrived && (
            <p role="status">
              That is all: your code asks from memory, and what is switched here is there in
              milliseconds.
            </p>
          )}
        </Step>
      </ol>
      <Link className={styles.skip} to={pagePaths.flags(project.key, environment.key)}>
        Go to the flags
      </Link>
    </Page>
  )
}
