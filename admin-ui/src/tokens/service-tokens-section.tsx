import type { ServiceTokenView } from '@bunting/flag-server/access/access-schemas.ts'
import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { usePlace } from '../projects/place.tsx'
import { useEnvironmentName } from '../projects/use-environment-name.ts'
import { roleWords } from '../roles/role-words.ts'
import { useRoles } from '../roles/use-roles.ts'
import { SectionHead } from '../settings/section-head.tsx'
import { Empty } from '../shared/empty.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { ShowRevoked, useShowsRevoked } from '../shared/show-revoked.tsx'
import styles from '../shared/table.module.css'
import { CreateServiceTokenDialog } from './create-service-token-dialog.tsx'
import { RevokeToken } from './revoke-token.tsx'
import { TokenTable } from './token-table.tsx'
import { useRevokeServiceToken, useServiceTokens } from './use-tokens.ts'

/** Tokens that belong to the project and to nobody in it. */
export function ServiceTokensSection() {
  const { project } = usePlace()
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useServiceTokens(
    project.key,
    useShowsRevoked(),
  )
  const revoke = useRevokeServiceToken(project.key)
  const [creating, { open, close }] = useDisclosure()
  return (
    <section aria-labelledby="tokens">
      <SectionHead
        id="tokens"
        title="Service tokens"
        lead="For pipelines and scripts: each has a name and roles of its own, and goes on when whoever made it has left. A token that acts as you is made on your account page."
      >
        <Button leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={open}>
          Create token
        </Button>
      </SectionHead>
      {error && !data && <FailureNotice failure={error} retry={refetch} />}
      <ShowRevoked what="token" ended={data?.ended} />
      {data && data.tokens.length === 0 && (
        <Empty title={data.ended === 0 ? 'No service tokens yet' : 'No service token is in use'}>
          Make one for each pipeline, so that each can be revoked by itself.
        </Empty>
      )}
      {data && data.tokens.length > 0 && (
        <TokenTable
          label="Tokens and what they may"
          tokens={data.tokens}
          onEnd={hasNextPage && !isFetchingNextPage && !error ? fetchNextPage : undefined}
          may={(token) => <RoleWords token={token} />}
          revoke={(token) => <RevokeToken token={token} revoke={revoke} />}
        />
      )}
      <CreateServiceTokenDialog opened={creating} onClose={close} />
    </section>
  )
}

function RoleWords({ token }: { readonly token: ServiceTokenView }) {
  const { data: roles = [] } = useRoles()
  const nameOf = useEnvironmentName()
  return token.memberships.map(({ id, role, environment }) => (
    <span key={id} className={styles.aside}>
      {roleWords(roles, role, environment && nameOf(environment))}
    </span>
  ))
}
