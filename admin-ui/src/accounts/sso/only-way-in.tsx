import type { SsoView } from '@bunting/flag-server/accounts/sso/sso-schemas.ts'
import { ConfirmPopover } from '../../shared/confirm-popover.tsx'
import { FailureNotice } from '../../shared/failure-notice.tsx'
import { useAccountPolicy, useChangeAccountPolicy } from '../people/use-people.ts'
import styles from './sso.module.css'

/** Whether people may sign in with passwords as well. */
export function OnlyWayIn({ sso }: { readonly sso: SsoView }) {
  const { data: policy, error, refetch } = useAccountPolicy()
  if (!policy) return error && <FailureNotice failure={error} retry={refetch} />
  return (
    <section className={styles.section} aria-labelledby="passwords">
      <h3 id="passwords">Passwords</h3>
      {policy.ssoRequired && <Closed />}
      {!policy.ssoRequired && sso.proven && <Open />}
      {!policy.ssoRequired && !sso.proven && (
        <p>
          People may sign in with passwords too. To make single sign-on the only way in, an
          administrator has to have signed in through it as it is set up now: sign out, and in again
          through {sso.name}.
        </p>
      )}
    </section>
  )
}

function Open() {
  const change = useChangeAccountPolicy()
  return (
    <>
      <p>People may sign in with passwords too.</p>
      <ConfirmPopover
        label="Take no more passwords"
        question="Whoever signed in with a password is signed out at once – you as well, if you did – and comes in through single sign-on only. Passwords and second factors are kept, and of use again when passwords are. Tokens go on working."
        verb="Take no more passwords"
        failure={change.error}
        pending={change.isPending}
        onConfirm={(close) => change.mutate({ ssoRequired: true }, { onSuccess: close })}
        position="top-start"
      >
        Take no more passwords
      </ConfirmPopover>
    </>
  )
}

function Closed() {
  const change = useChangeAccountPolicy()
  return (
    <>
      <p>
        No passwords are taken: single sign-on is the only way in. The provider and its domains stay
        as they are until passwords are taken again.
      </p>
      <ConfirmPopover
        label="Take passwords again"
        question="Whoever has a password, or gets a link for one, can sign in with it, whatever your provider says of them."
        verb="Take passwords again"
        failure={change.error}
        pending={change.isPending}
        onConfirm={(close) => change.mutate({ ssoRequired: false }, { onSuccess: close })}
        position="top-start"
      >
        Take passwords again
      </ConfirmPopover>
    </>
  )
}
