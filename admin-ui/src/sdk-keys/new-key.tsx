import type { SdkKeyCreated } from '@bunting/flag-server/sdk-keys/sdk-key-schemas.ts'
import { firstProgram } from '../snippets/first-program.ts'
import { SDKS, type Sdk } from '../snippets/sdks.ts'
import { CodeBlock } from './code-block.tsx'
import styles from './new-key.module.css'

interface NewKeyProps {
  readonly created: SdkKeyCreated
  readonly flag: string
  /** Nothing asks yet: for Node a whole program, in place of lines for one that is there. */
  readonly isFirst?: boolean
}

/** The key, this once, and the lines that use it. */
export function NewKey({ created, flag, isFirst = false }: NewKeyProps) {
  const sdk: Sdk = created.kind === 'server' ? 'node' : 'react'
  const facts = { url: location.origin, key: created.key, flag, fallback: false }
  const code = isFirst && sdk === 'node' ? firstProgram(facts) : SDKS[sdk].snippet(facts)
  return (
    <div className={styles.key}>
      <CodeBlock code={created.key} what="SDK key" />
      <CodeBlock code={SDKS[sdk].install} what="install command" />
      {isFirst && (
        <p>
          Not in your registry? <code>npm run pack-sdks</code>, where Bunting is checked out, packs
          it and prints the command that installs it.
        </p>
      )}
      <CodeBlock code={code} what={`${SDKS[sdk].name} snippet`} />
    </div>
  )
}
