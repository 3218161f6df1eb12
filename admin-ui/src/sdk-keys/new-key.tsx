import type { SdkKeyCreated } from '@bunting/flag-server/sdk-keys/sdk-key-schemas.ts'
import { CodeBlock } from './code-block.tsx'
import styles from './new-key.module.css'
import { SDKS, snippet } from './snippets.ts'

interface NewKeyProps {
  readonly created: SdkKeyCreated
  readonly flag: string
}

/** The key, this once, and the lines that use it. */
export function NewKey({ created, flag }: NewKeyProps) {
  const sdk = created.kind === 'server' ? 'node' : 'react'
  const code = snippet(sdk, { url: location.origin, key: created.key, flag })
  return (
    <div className={styles.key}>
      <CodeBlock code={created.key} what="SDK key" />
      <CodeBlock code={SDKS[sdk].install} what="install command" />
      <CodeBlock code={code} what={`${SDKS[sdk].name} snippet`} />
    </div>
  )
}
