import type { AuditList } from '@bunting/flag-server/audit/audit-schemas.ts'
import type { ProjectView } from '@bunting/flag-server/projects/project-schemas.ts'
import {
  type Acts,
  environmentOf,
  NEW_ENVIRONMENTS,
  PROJECT,
  SEGMENTS,
  said,
  somewhere,
  type Turn,
} from '../turn.ts'

const segment = (turn: Turn) => `${PROJECT}/segments/${turn.pick(SEGMENTS)}`
const segmentHere = (turn: Turn) => `${somewhere(turn)}/segments/${turn.pick(SEGMENTS)}`

const environmentsOf = ({ environments = [] }: Partial<ProjectView>) => environments

/** Most often nothing is asked for: where much is, little happens. */
function policy(turn: Turn): object {
  const approval = turn.oneIn(6) ? turn.pick(['exposure', 'all']) : 'none'
  return { approval, commentRequired: turn.oneIn(4) }
}

export const PROJECT_ACTS: Acts = {
  'make a segment': [
    4,
    (turn) => turn.call('POST', `${PROJECT}/segments`, { key: turn.pick(SEGMENTS), ...said(turn) }),
  ],
  'describe a segment': [
    1,
    (turn) => turn.call('PATCH', segment(turn), { name: String(turn.random()) }),
  ],
  'fill a segment': [
    4,
    (turn) =>
      turn.call('PATCH', segmentHere(turn), {
        included: ['ada', 'bob', 'eve'].filter(() => turn.oneIn(2)),
        ...said(turn),
      }),
  ],
  'delete a segment': [2, (turn) => turn.call('DELETE', segment(turn))],
  'make an environment': [
    1,
    (turn) =>
      turn.call('POST', `${PROJECT}/environments`, {
        key: turn.pick(NEW_ENVIRONMENTS),
        ...(turn.oneIn(2) && { copyFrom: turn.pick(['staging', 'production']) }),
      }),
  ],
  'change an environment': [
    2,
    (turn) =>
      turn.call('PATCH', `${PROJECT}/environments/${environmentOf(turn)}`, {
        name: String(turn.random()),
        policy: policy(turn),
        ...said(turn),
      }),
  ],
  'order environments': [
    1,
    async (turn) => {
      const { body } = await turn.call<Partial<ProjectView>>('GET', PROJECT)
      const keys = environmentsOf(body).map(({ key }) => key)
      if (keys.length === 0) return undefined
      keys.push(...keys.splice(0, 1))
      return turn.call('PUT', `${PROJECT}/environments-order`, { environments: keys })
    },
  ],
  'rename the project': [1, (turn) => turn.call('PATCH', PROJECT, { name: String(turn.random()) })],
  'restore an environment': [
    1,
    async (turn) => {
      const { body } = await turn.call<Partial<ProjectView>>('GET', PROJECT)
      const place = turn.pick([...environmentsOf(body), undefined])
      if (!place) return undefined
      const revision = Math.floor(place.revision * turn.random())
      const path = `${PROJECT}/environments/${place.key}/restore`
      return turn.call('POST', path, { revision, ...said(turn) })
    },
  ],
  'undo a change': [
    4,
    async (turn) => {
      const entry = await turn.oneOf(`${PROJECT}/audit?limit=20`, (body: AuditList) => body.entries)
      return entry && turn.call('POST', `${PROJECT}/audit/${entry.id}/revert`, said(turn))
    },
  ],
}
