import type { ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { NotFound } from '../../app/not-found.tsx'
import { pagePaths } from '../../app/page-paths.ts'
import { ConsentDialog } from '../../change-requests/consent-dialog.tsx'
import { useAsksMore } from '../../change-requests/use-asks-more.ts'
import { usePlace } from '../../projects/place.tsx'
import { useEnvironmentName } from '../../projects/use-environment-name.ts'
import { RELEASE, useWhyNot } from '../../projects/use-may.ts'
import { Empty } from '../../shared/empty.tsx'
import { FailureNotice } from '../../shared/failure-notice.tsx'
import { FieldErrors } from '../../shared/field-errors.tsx'
import { Page } from '../../shared/page.tsx'
import { RequestFailed } from '../../shared/request-failed.ts'
import { standingErrors } from '../../shared/standing-errors.ts'
import { Panel } from '../panel.tsx'
import { isLive } from '../release-state.ts'
import { useRelease } from '../use-releases.ts'
import { GuardsEditor } from './guards-editor.tsx'
import { draftOfRelease, movable, releasePatch } from './plan-draft.ts'
import { PlanFaults } from './plan-faults.tsx'
import styles from './plan-page.module.css'
import { StagesStep } from './stages-step.tsx'
import { useKeptDraft } from './use-kept-draft.ts'
import { useChangeRelease } from './use-plan.ts'

/** Other stages or guards for a release that is planned or under way. */
export function ChangePage() {
  const { project, environment } = usePlace()
  const { release: id = '' } = useParams()
  const { data, error, refetch } = useRelease(project.key, environment.key, id)
  const refused = useWhyNot(RELEASE)
  if (refused !== undefined) {
    return (
      <Empty title="Releases" whole>
        {refused}
      </Empty>
    )
  }
  if (error instanceof RequestFailed && error.code === 'release_not_found') return <NotFound />
  return (
    <Page
      title={data ? `Change the release of ${data.flag}` : 'Change the release'}
      lead={
        data && isLive(data)
          ? 'It goes on while you type. What you change begins its evidence anew: a guard from here on, the share of the stage in force for all guards.'
          : undefined
      }
    >
      {error && !data && <FailureNotice failure={error} retry={refetch} />}
      {data && <ChangeForm key={data.id} release={data} />}
    </Page>
  )
}

function ChangeForm({ release }: { readonly release: ReleaseDetail }) {
  const { project, environment, id } = release
  const navigate = useNavigate()
  const path = pagePaths.release(project, environment, id)
  // The plan as it was found: a look every other second must not overwrite what is typed.
  const [begin] = useState(() => draftOfRelease(release))
  const { draft, change, forget } = useKeptDraft(`change/${id}`, begin)
  const send = useChangeRelease(project, environment, id)
  const more = useAsksMore(environment, 'release.run')
  const [asking, setAsking] = useState(false)
  const nameOf = useEnvironmentName()
  if (!draft) return null
  const patch = releasePatch(draft)
  const errors = standingErrors(send.error, send.variables, patch)
  const save = (comment: string) =>
    send.mutate(releasePatch({ ...draft, comment }), {
      onSuccess: () => {
        forget()
        navigate(path)
      },
    })
  return (
    <div className={styles.wizard}>
      <FieldErrors errors={errors}>
        <Panel title="Stages">
          <StagesStep draft={draft} onChange={change} from={isLive(release) ? release.stage : 0} />
        </Panel>
        <Panel title="Guards">
          <div className={styles.inPanel}>
            <GuardsEditor guards={draft.guards} onChange={(guards) => change({ guards })} />
          </div>
        </Panel>
      </FieldErrors>
      <TextInput
        label="Comment"
        placeholder="Why? (optional)"
        value={draft.comment}
        maxLength={2_000}
        onChange={(event) => change({ comment: event.currentTarget.value })}
      />
      <PlanFaults failure={send.error} errors={errors} />
      <div className={styles.buttons}>
        <Button component={Link} to={path} onClick={forget}>
          Cancel
        </Button>
        <span className={styles.space} />
        <Button
          variant="filled"
          loading={send.isPending}
          onClick={() => (more ? setAsking(true) : save(draft.comment))}
        >
          Save changes
        </Button>
      </div>
      <ConsentDialog
        opened={asking}
        title={`Change the release in ${nameOf(environment)}`}
        operation={{ type: 'change-release', environment, release: id, patch: movable(draft) }}
        verb="Save changes"
        pending={send.isPending}
        failure={send.error}
        said={draft.comment}
        onCancel={() => setAsking(false)}
        onConfirm={save}
        onAsked={({ number }) => {
          forget()
          navigate(pagePaths.request(project, environment, number))
        }}
      >
        <p>
          Other stages or guards for the release of <code>{release.flag}</code>.
        </p>
      </ConsentDialog>
    </div>
  )
}
