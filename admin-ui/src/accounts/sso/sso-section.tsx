import type { SsoView } from '@bunting/flag-server/accounts/sso/sso-schemas.ts'
import { SectionHead } from '../../settings/section-head.tsx'
import { ConfirmPopover } from '../../shared/confirm-popover.tsx'
import { CopyIcon } from '../../shared/copy-button.tsx'
import { FailureNotice } from '../../shared/failure-notice.tsx'
import { useAccountPolicy } from '../people/use-people.ts'
import { OnlyWayIn } from './only-way-in.tsx'
import styles from './sso.module.css'
import { SsoForm } from './sso-form.tsx'
import { useRemoveSso, useSso } from './use-sso.ts'

/** Signing in with the company's own provider. */
export function SsoSection() {
  const { data: sso, error, refetch } = useSso()
  return (
    <section aria-labelledby="sso">
      <SectionHead
        id="sso"
        title="Single sign-on"
        lead="People sign in at your OpenID Connect provider (Google, Okta, Keycloak, …) and need no password here. Their address has to be verified there, and of a domain you name."
      />
      <div className={styles.section}>
        {error && !sso && <FailureNotice failure={error} retry={refetch} />}
        {sso && <RedirectUri uri={sso.redirectUri} />}
        {sso?.from === 'environment' && <FromEnvironment sso={sso} />}
        {sso && sso.from !== 'environment' && <SsoForm sso={sso} />}
        {sso && sso.from !== null && <OnlyWayIn sso={sso} />}
        {sso?.from === 'settings' && <RemoveSso />}
      </div>
    </section>
  )
}

function RedirectUri({ uri }: { readonly uri: string }) {
  return (
    <p>
      Redirect URI for the provider: <code className={styles.uri}>{uri}</code>
      <CopyIcon text={uri} what="redirect URI" />
    </p>
  )
}

function FromEnvironment({ sso }: { readonly sso: SsoView }) {
  return (
    <dl className={styles.facts}>
      <dt>Set up by</dt>
      <dd>the environment of the server (SSO_ISSUER and others)</dd>
      <dt>Provider</dt>
      <dd>
        {sso.name}, {sso.issuer}
      </dd>
      <dt>Domains</dt>
      <dd>{sso.domains.join(', ')}</dd>
      <dt>New people</dt>
      <dd>{sso.signUp ? 'get an account at their first sign-in' : 'need an invitation'}</dd>
    </dl>
  )
}

function RemoveSso() {
  const remove = useRemoveSso()
  const { data: policy } = useAccountPolicy()
  if (policy?.ssoRequired !== false) return null
  return (
    <ConfirmPopover
      label="Remove single sign-on"
      question="Nobody can sign in through the provider any more. Accounts and open sessions stay; who has no password needs a link for one."
      verb="Remove"
      failure={remove.error}
      pending={remove.isPending}
      onConfirm={(close) => remove.mutate(undefined, { onSuccess: close })}
      position="top-start"
    >
      Remove single sign-on
    </ConfirmPopover>
  )
}
