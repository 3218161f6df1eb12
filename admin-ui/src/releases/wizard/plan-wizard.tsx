import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { TemplateView } from '@bunting/flag-server/releases/release-schemas.ts'
import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { pagePaths } from '../../app/page-paths.ts'
import { ConsentDialog } from '../../change-requests/consent-dialog.tsx'
import { useAsksMore } from '../../change-requests/use-asks-more.ts'
import { usePlace } from '../../projects/place.tsx'
import { FieldErrors } from '../../shared/field-errors.tsx'
import { standingErrors } from '../../shared/standing-errors.ts'
import { GuardsEditor } from './guards-editor.tsx'
import { type Arms, draftOf, newRelease, releasePlan } from './plan-draft.ts'
import { PlanFaults } from './plan-faults.tsx'
import styles from './plan-page.module.css'
import { readStep, STEPS, type Step, stepOf } from './plan-steps.ts'
import { ReviewStep } from './review-step.tsx'
import { StagesStep } from './stages-step.tsx'
import { StepBar } from './step-bar.tsx'
import { StrategyStep } from './strategy-step.tsx'
import { useKeptDraft } from './use-kept-draft.ts'
import { usePlanRelease } from './use-plan.ts'

interface PlanWizardProps {
  readonly flag: FlagView
  readonly templates: readonly TemplateView[]
}

export function PlanWizard({ flag, templates }: PlanWizardProps) {
  const { project, environment } = usePlace()
  const navigate = useNavigate()
  const [params, setParams] = useSearchParams()
  const step = readStep(params.get('step'))
  const first = templates[0]
  const begin = useMemo(() => first && draftOf(first, armsOf(flag)), [first, flag])
  const place = `${project.key}/${environment.key}/${flag.key}`
  const { draft, change, forget } = useKeptDraft(place, begin)
  const plan = usePlanRelease(project.key, environment.key, flag.key)
  const more = useAsksMore(environment.key, 'release.run')
  const [starting, setStarting] = useState(false)
  if (!draft) return null

  const shown = newRelease(draft, true)
  const errors = standingErrors(plan.error, plan.variables, shown)
  const go = (to: Step) => setParams({ flag: flag.key, step: to })
  const send = (start: boolean, comment: string) =>
    plan.mutate(newRelease({ ...draft, comment }, start), {
      onSuccess: ({ id }) => {
        forget()
        navigate(pagePaths.release(project.key, environment.key, id))
      },
    })
  const next = STEPS[STEPS.indexOf(step) + 1]
  const back = STEPS[STEPS.indexOf(step) - 1]
  return (
    <div className={styles.wizard}>
      <StepBar step={step} faulty={new Set(errors.map(({ path }) => stepOf(path)))} onGo={go} />
      <FieldErrors errors={errors}>
        {step === 'strategy' && (
          <StrategyStep
            environment={environment.key}
            flag={flag}
            templates={templates}
            draft={draft}
            onChange={change}
          />
        )}
        {step === 'stages' && <StagesStep draft={draft} onChange={change} />}
        {step === 'guards' && (
          <GuardsEditor guards={draft.guards} onChange={(guards) => change({ guards })} />
        )}
        {step === 'review' && (
          <ReviewStep
            project={project.key}
            environment={environment.key}
            flag={flag}
            draft={draft}
            onChange={change}
          />
        )}
      </FieldErrors>
      <PlanFaults failure={plan.error} errors={errors} onGo={go} />
      <div className={styles.buttons}>
        {back && <Button onClick={() => go(back)}>Back</Button>}
        <span className={styles.space} />
        {next ? (
          <Button variant="filled" onClick={() => go(next)}>
            Go on to {next}
          </Button>
        ) : (
          <>
            <Button
              loading={plan.isPending && plan.variables.start === false}
              onClick={() => send(false, draft.comment)}
            >
              Save as draft
            </Button>
            <Button
              variant="filled"
              loading={plan.isPending && plan.variables.start === true}
              onClick={() => (more ? setStarting(true) : send(true, draft.comment))}
            >
              Start in {environment.name}
            </Button>
          </>
        )}
      </div>
      <ConsentDialog
        opened={starting}
        title={`Start in ${environment.name}`}
        operation={{
          type: 'create-release',
          environment: environment.key,
          flag: flag.key,
          plan: releasePlan(draft),
        }}
        verb={`Start in ${environment.name}`}
        pending={plan.isPending}
        failure={plan.error}
        said={draft.comment}
        onCancel={() => setStarting(false)}
        onConfirm={(comment) => send(true, comment)}
        onAsked={({ number }) => {
          forget()
          navigate(pagePaths.request(project.key, environment.key, number))
        }}
      >
        <p>
          The release of <code>{flag.key}</code> is planned and started.
        </p>
      </ConsentDialog>
    </div>
  )
}

/** A first guess, to be changed in the first step. */
function armsOf({ type, variants }: FlagView): Arms {
  const [first = '', second = first] = Object.keys(variants)
  if (type === 'boolean') return { control: 'off', treatment: 'on' }
  return { control: first, treatment: second }
}
