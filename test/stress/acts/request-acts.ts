import type { ChangeRequestList } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import type { Operation } from '@bunting/flag-server/change-requests/operation-schemas.ts'
import { type Acts, environmentOf, FLAGS, NEEDED, PROJECT, SEGMENTS, type Turn } from '../turn.ts'
import { plan } from './release-acts.ts'

const REQUESTS = `${PROJECT}/change-requests`

function operation(turn: Turn): Operation {
  const environment = environmentOf(turn)
  const flag = turn.pick(FLAGS)
  return turn.pick<() => Operation>([
    () => ({ type: 'configure-flag', environment, flag, patch: { on: turn.oneIn(2) } }),
    () => ({ type: 'configure-flag', environment, flag, patch: { on: turn.oneIn(2) } }),
    () => ({ type: 'reshuffle-flag', environment, flag }),
    () => ({ type: 'copy-flag', environment, flag, from: turn.pick(['staging', 'production']) }),
    () => ({ type: 'update-flag', flag, patch: { clientSide: turn.oneIn(2) } }),
    () => ({ type: 'archive-flag', flag, force: true }),
    () => ({ type: 'unarchive-flag', flag, asItWas: turn.oneIn(2) }),
    () => ({ type: 'create-release', environment, flag: turn.pick(NEEDED), plan: plan(turn) }),
    () => ({
      type: 'configure-segment',
      environment,
      segment: turn.pick(SEGMENTS),
      patch: { included: [String(turn.random())] },
    }),
  ])()
}

const inAMoment = (turn: Turn) => ({
  applyAt: new Date(Date.now() + 200 + 800 * turn.random()).toISOString(),
})

/** Does something to a request that is not over. */
function toOne(verb: string, body: (turn: Turn) => object = () => ({}), method = 'POST') {
  return async (turn: Turn) => {
    const path = `${REQUESTS}?state=live&limit=20`
    const found = await turn.oneOf(path, (list: ChangeRequestList) => list.changeRequests)
    return found && turn.call(method, `${REQUESTS}/${found.number}/${verb}`, body(turn))
  }
}

export const REQUEST_ACTS: Acts = {
  'ask for a change': [
    8,
    (turn) =>
      turn.call('POST', REQUESTS, {
        operation: operation(turn),
        comment: 'please',
        ...(turn.oneIn(4) && inAMoment(turn)),
      }),
  ],
  'approve a change': [6, toOne('approvals', () => ({ edition: 1 }))],
  'apply a change': [6, toOne('apply')],
  'schedule a change': [3, toOne('schedule', inAMoment)],
  'take a change off the schedule': [1, toOne('schedule', undefined, 'DELETE')],
  'bring a change up to date': [2, toOne('update')],
  'comment on a change': [1, toOne('comments', () => ({ text: 'hm' }))],
  'reject a change': [1, toOne('rejections')],
  'withdraw a change': [2, toOne('withdrawal')],
}
