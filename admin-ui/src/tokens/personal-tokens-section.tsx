import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import styles from '../settings/section.module.css'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { CreatePersonalTokenDialog } from './create-personal-token-dialog.tsx'
import { RevokeToken } from './revoke-token.tsx'
import { TokenTable } from './token-table.tsx'
import { narrowingWords } from './token-words.ts'
import { usePersonalTokens, useRevokePersonalToken } from './use-tokens.ts'

/** Tokens that act as me. */
export function PersonalTokensSection() {
  const { data: tokens, error, refetch } = usePersonalTokens()
  const revoke = useRevokePersonalToken()
  const [creating, { open, close }] = useDisclosure()
  return (
    <section aria-labelledby="personal-tokens">
      <div className={styles.head}>
        <h2 id="personal-tokens">API tokens</h2>
        <Button leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={open}>
          Make a token
        </Button>
      </div>
      <p className={styles.lead}>
        For scripts that act as you: what you may, they may, or as much of it as you leave them.
      </p>
      {error && !tokens && <FailureNotice failure={error} retry={refetch} />}
      {tokens && tokens.length > 0 && (
        <TokenTable
          label="My API tokens"
          tokens={tokens}
          may={narrowingWords}
          revoke={(token) => <RevokeToken token={token} revoke={revoke} />}
        />
      )}
      <CreatePersonalTokenDialog opened={creating} onClose={close} />
    </section>
  )
}
