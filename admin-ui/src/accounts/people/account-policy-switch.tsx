import { SectionHead } from '../../settings/section-head.tsx'
import { ChoiceBox } from '../../shared/choice-box.tsx'
import { FailureNotice } from '../../shared/failure-notice.tsx'
import { useAccountPolicy, useChangeAccountPolicy } from './use-people.ts'

/** What is asked of everybody. Shows what the server has, and not what was clicked. */
export function AccountPolicySwitch() {
  const { data: policy, error, refetch } = useAccountPolicy()
  const change = useChangeAccountPolicy()
  return (
    <section aria-labelledby="account-policy">
      <SectionHead id="account-policy" title="Signing in" />
      {error && !policy && <FailureNotice failure={error} retry={refetch} />}
      {policy && (
        <ChoiceBox
          label="Everybody who signs in with a password needs a second factor"
          description="Who has none yet is led to setting one up, and can do nothing else until then."
          checked={policy.secondFactorRequired}
          disabled={change.isPending}
          onChange={(secondFactorRequired) => change.mutate({ secondFactorRequired })}
        />
      )}
      <FailureNotice failure={change.error} />
    </section>
  )
}
