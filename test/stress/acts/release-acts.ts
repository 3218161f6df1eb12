import type { ReleaseList } from '@bunting/flag-server/releases/release-schemas.ts'
import { type Acts, FLAGS, NEEDED, PROJECT, said, somewhere, type Turn } from '../turn.ts'

const HOUR_MS = 3_600_000
const stage = (share: number, bakeMs: number) => ({ share, bakeMs })

/** Some move by themselves at once, others stay until somebody moves them. */
export function plan(turn: Turn) {
  const bakeMs = turn.oneIn(2) ? HOUR_MS : 0
  return {
    strategy: 'custom' as const,
    stages: [stage(turn.pick([0, 1_000]), bakeMs), stage(50_000, HOUR_MS), stage(100_000, 0)],
    guards: turn.oneIn(2) ? [] : [{ kind: 'errors' as const }],
  }
}

const COMMANDS = ['start', 'pause', 'resume', 'advance', 'advance', 'rollback', 'abort']

async function release(turn: Turn, state: 'live' | 'draft') {
  const place = somewhere(turn)
  const path = `${place}/releases?state=${state}&limit=20`
  const found = await turn.oneOf(path, (body: ReleaseList) => body.releases)
  return found && { path: `${place}/releases/${found.id}`, id: found.id }
}

export const RELEASE_ACTS: Acts = {
  'plan a release': [
    5,
    (turn) =>
      turn.call('POST', `${somewhere(turn)}/flags/${turn.pick(NEEDED)}/releases`, {
        ...plan(turn),
        start: !turn.oneIn(4),
        ...said(turn),
      }),
  ],
  'move a release': [
    6,
    async (turn) => {
      const command = turn.pick(COMMANDS)
      const found = await release(turn, command === 'start' ? 'draft' : 'live')
      return found && turn.call('POST', `${found.path}/${command}`, said(turn))
    },
  ],
  'change a release': [
    2,
    async (turn) => {
      const found = await release(turn, 'live')
      const { stages } = plan(turn)
      return found && turn.call('PATCH', found.path, { stages, ...said(turn) })
    },
  ],
  'unlock a flag': [
    3,
    (turn) => turn.call('POST', `${somewhere(turn)}/flags/${turn.pick(FLAGS)}/unlock`, said(turn)),
  ],
  'save a template': [
    1,
    (turn) =>
      turn.call('PUT', `${PROJECT}/release-templates/${turn.pick(['t1', 't2'])}`, plan(turn)),
  ],
  'delete a template': [
    1,
    (turn) => turn.call('DELETE', `${PROJECT}/release-templates/${turn.pick(['t1', 't2'])}`),
  ],
  'report what flags answered': [
    5,
    async (turn) => {
      const found = await release(turn, 'live')
      const units = [1, 2, 3].map(() => Math.floor(turn.random() * 1_000))
      const flags = turn.oneIn(2) ? FLAGS : FLAGS.toReversed()
      return turn.report({
        type: 'events',
        id: `${turn.random()}-${turn.random()}`.replaceAll('.', ''),
        agoMs: 0,
        counts: flags.map((flag) => ({ flag, variant: turn.pick(['on', 'off']), count: 1 })),
        durations: flags.map((flag) => ({ flag, variant: 'on', buckets: [[3, 1]] })),
        ...(found && {
          observations: [0, 1].map((stretch) => ({
            release: found.id,
            stretch,
            arm: turn.pick(['control', 'treatment']),
            ...(turn.oneIn(3) && { metric: 'errors' }),
            units,
          })),
        }),
      })
    },
  ],
}
