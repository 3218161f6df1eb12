import type { SdkKeyCreated } from '@bunting/flag-server/sdk-keys/sdk-key-schemas.ts'
import { SDKS, type Sdk } from '../snippets/sdks.ts'
import { CodeBlock } from './code-block.tsx'
import styles from './new-key.module.css'

interface NewKeyProps {
  readonly created: SdkKeyCreated
  readonly flag: string
}

/** The key, this once, and the lines that use it. */
export function NewKey({ created, flag }: NewKeyProps) {
  const sdk: Sdk = created.kind === 'server' ? 'node' : 'react'
  const facts = { url: location.origin, key: created.key, flag, fallback: false }
  return (
    <div className={styles.key}>
      <CodeBlock code={created.key} what="SDK key" />
      <CodeBlock code={SDKS[sdk].install} what="install command" />
      <CodeBlock code={SDKS[sdk].snippet(facts)} what={`${SDKS[sdk].name} snippet`} />
    </div>
  )
}
