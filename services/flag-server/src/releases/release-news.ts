import type { News } from '../webhooks/enqueue-news.ts'
import type { HeldRelease, ReleaseRow } from './hold-release.ts'
import type { Move } from './move-release.ts'
import { shareInWords } from './number-words.ts'
import { EVERYBODY, shareInForce } from './plan.ts'
import { decisionWords } from './reason-words.ts'

/** What a team is told when a release moved and left the flag on or off, with the reason and the figures when the guard moved it. */
export function newsOf(
  { project, environment, flag, configuration, now }: HeldRelease,
  moved: ReleaseRow,
  isOn: boolean,
  { action, actor, comment, decision }: Move,
): News {
  const stage = moved.plan.stages[moved.stage]
  const share = ['rolled_back', 'aborted'].includes(moved.state) || !stage ? 0 : shareInForce(stage)
  const verb = action.slice(action.indexOf('.') + 1).replaceAll('-', ' ')
  const why = decision ? ` ${decisionWords(decision, moved.plan)}` : ''
  const switched = isOn && !configuration.document.on ? ', which switched the flag on' : ''
  const said = comment ? ` \u201c${comment}\u201d` : ''
  return {
    projectId: project.id,
    event: action,
    sentence: `${flag.key} in ${environment.name}: ${verb} by ${actor.name}${switched}, now at ${shareInWords(share / EVERYBODY)}.${why}${said}`,
    body: {
      at: now.toISOString(),
      project: project.key,
      environment: environment.key,
      flag: flag.key,
      flagIsOn: isOn,
      release: { id: moved.id, state: moved.state, stage: moved.stage, share },
      actor: { type: actor.type, name: actor.name },
      decision: decision ?? null,
      comment: comment ?? null,
    },
  }
}
