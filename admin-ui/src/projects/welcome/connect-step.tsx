import { Button } from '@mantine/core'
import { NewKey } from '../../sdk-keys/new-key.tsx'
import { useCreateSdkKey } from '../../sdk-keys/use-sdk-keys.ts'
import { FailureNotice } from '../../shared/failure-notice.tsx'
import { SDKS, type Sdk } from '../../snippets/sdks.ts'
import { usePlace } from '../place.tsx'
import { FIRST_FLAG } from './first-flag.ts'
import styles from './welcome.module.css'

/** Picking a runtime makes a fresh key, and shows it this once in code that works as it is. */
export function ConnectStep({ onKey }: { readonly onKey: () => void }) {
  const { project, environment } = usePlace()
  const create = useCreateSdkKey(project.key, environment.key)
  const pick = (sdk: Sdk) => {
    const { kind, name } = SDKS[sdk]
    create.mutate({ kind, name: `First ${name} application` }, { onSuccess: onKey })
  }
  return (
    <>
      <p>Pick where your code runs. This makes a key for {environment.name}.</p>
      <div className={styles.line}>
        <Button onClick={() => pick('node')} disabled={create.isPending}>
          Node
        </Button>
        <Button onClick={() => pick('react')} disabled={create.isPending}>
          React
        </Button>
      </div>
      <FailureNotice failure={create.error} />
      {create.data && <NewKey created={create.data} flag={FIRST_FLAG} isFirst />}
    </>
  )
}
