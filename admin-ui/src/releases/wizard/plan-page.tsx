import { useSearchParams } from 'react-router'
import { useFlag } from '../../flags/use-flag.ts'
import { usePlace } from '../../projects/place.tsx'
import { RELEASE, useWhyNot } from '../../projects/use-may.ts'
import { Empty } from '../../shared/empty.tsx'
import { FailureNotice } from '../../shared/failure-notice.tsx'
import { Page } from '../../shared/page.tsx'
import { FlagChoice } from './flag-choice.tsx'
import { PlanWizard } from './plan-wizard.tsx'
import { useReleaseTemplates } from './use-plan.ts'

/** Strategy → stages → guards → review, of the flag in the address. */
export function PlanPage() {
  const { environment } = usePlace()
  const [params, setParams] = useSearchParams()
  const flag = params.get('flag') ?? ''
  const refused = useWhyNot(RELEASE)
  if (refused !== undefined) {
    return (
      <Empty title="Releases" whole>
        {refused}
      </Empty>
    )
  }
  return (
    <Page
      title={flag ? `Release ${flag}` : 'Plan a release'}
      lead={`In ${environment.name}. Nothing happens before you start it.`}
    >
      {flag === '' ? (
        <FlagChoice onChoose={(key) => setParams({ flag: key })} />
      ) : (
        <PlanOf key={`${environment.key}/${flag}`} flag={flag} />
      )}
    </Page>
  )
}

function PlanOf({ flag: key }: { readonly flag: string }) {
  const { project } = usePlace()
  const flag = useFlag(project.key, key)
  const templates = useReleaseTemplates(project.key)
  const failure = flag.error ?? templates.error
  if (failure) {
    const retry = () => {
      flag.refetch()
      templates.refetch()
    }
    return <FailureNotice failure={failure} retry={retry} />
  }
  if (!flag.data || !templates.data) return null
  return <PlanWizard flag={flag.data} templates={templates.data} />
}
