import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { SectionHead } from '../settings/section-head.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { ShowRevoked, useShowsRevoked } from '../shared/show-revoked.tsx'
import { CreatePersonalTokenDialog } from './create-personal-token-dialog.tsx'
import { RevokeToken } from './revoke-token.tsx'
import { TokenTable } from './token-table.tsx'
import { narrowingWords } from './token-words.ts'
import { usePersonalTokens, useRevokePersonalToken } from './use-tokens.ts'

/** Tokens that act as me. */
export function PersonalTokensSection() {
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } =
    usePersonalTokens(useShowsRevoked())
  const revoke = useRevokePersonalToken()
  const [creating, { open, close }] = useDisclosure()
  return (
    <section aria-labelledby="personal-tokens">
      <SectionHead
        id="personal-tokens"
        title="API tokens"
        lead="For scripts that act as you: what you may, they may, or as much of it as you leave them."
      >
        <Button leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={open}>
          Create token
        </Button>
      </SectionHead>
      {error && !data && <FailureNotice failure={error} retry={refetch} />}
      <ShowRevoked what="token" ended={data?.ended} />
      {data && data.tokens.length > 0 && (
        <TokenTable
          label="My API tokens"
          tokens={data.tokens}
          onEnd={hasNextPage && !isFetchingNextPage && !error ? fetchNextPage : undefined}
          may={narrowingWords}
          revoke={(token) => <RevokeToken token={token} revoke={revoke} />}
        />
      )}
      <CreatePersonalTokenDialog opened={creating} onClose={close} />
    </section>
  )
}
