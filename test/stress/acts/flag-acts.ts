import type { FlagConfigurationChanged } from '@bunting/flag-server/flags/flag-schemas.ts'
import { type Acts, FLAGS, NEEDED, PROJECT, SEGMENTS, said, somewhere, type Turn } from '../turn.ts'

const flagHere = (turn: Turn) => `${somewhere(turn)}/flags/${turn.pick(FLAGS)}`
const flag = (turn: Turn) => `${PROJECT}/flags/${turn.pick(FLAGS)}`
const some = (turn: Turn) => FLAGS.filter(() => turn.oneIn(2))

/** A rule that asks for a segment, or a flag that has to be on first: what others may be deleting. */
function targeting(turn: Turn): object {
  if (turn.oneIn(3)) {
    return { prerequisites: !turn.oneIn(4) ? [] : [{ flag: turn.pick(NEEDED), variants: ['on'] }] }
  }
  if (turn.oneIn(2)) return { rules: [] }
  const values = [turn.pick(SEGMENTS)]
  const conditions = [{ attribute: 'targetingKey', operator: 'inSegment', values }]
  return { rules: [{ id: 'asking', conditions, serve: { variant: 'on' } }] }
}

function bulk(turn: Turn): object {
  return turn.pick([
    { type: 'add-tags', tags: [turn.pick(['a', 'b', 'c'])] },
    { type: 'remove-tags', tags: [turn.pick(['a', 'b', 'c'])] },
    { type: 'set-owner', owner: 'Ada' },
    { type: 'archive', force: true },
    { type: 'restore', asItWas: turn.oneIn(2) },
    { type: 'delete', force: true },
    { type: 'switch', environment: 'staging', on: turn.oneIn(2) },
  ])
}

export const FLAG_ACTS: Acts = {
  'make a flag': [
    6,
    (turn) =>
      turn.call('POST', `${PROJECT}/flags`, {
        key: turn.pick(FLAGS),
        type: 'boolean',
        ...said(turn),
      }),
  ],
  'describe a flag': [
    3,
    (turn) => turn.call('PATCH', flag(turn), { name: String(turn.random()), ...said(turn) }),
  ],
  'hide a flag from browsers': [
    2,
    (turn) => turn.call('PATCH', flag(turn), { clientSide: turn.oneIn(2), ...said(turn) }),
  ],
  'switch a flag': [
    10,
    (turn) => turn.call('PATCH', flagHere(turn), { on: turn.oneIn(2), ...said(turn) }),
  ],
  'target a flag': [
    4,
    (turn) => turn.call('PATCH', flagHere(turn), { ...targeting(turn), ...said(turn) }),
  ],
  'kill a flag': [2, (turn) => turn.call('POST', `${flagHere(turn)}/kill`, {})],
  'reshuffle a flag': [1, (turn) => turn.call('POST', `${flagHere(turn)}/reshuffle`, said(turn))],
  'archive a flag': [
    3,
    (turn) => turn.call('POST', `${flag(turn)}/archive`, { force: true, ...said(turn) }),
  ],
  'take a flag from the archive': [
    4,
    (turn) => turn.call('POST', `${flag(turn)}/restore`, { asItWas: turn.oneIn(2), ...said(turn) }),
  ],
  'delete a flag': [2, (turn) => turn.call('DELETE', `${flag(turn)}?force=true`)],
  'change many flags': [
    3,
    (turn) =>
      turn.call('POST', `${PROJECT}/flags/bulk`, {
        keys: [turn.pick(FLAGS), ...some(turn)],
        act: bulk(turn),
        ...said(turn),
      }),
  ],
  'copy a flag': [
    2,
    (turn) =>
      turn.call('POST', `${flagHere(turn)}/copy`, {
        from: turn.pick(['development', 'staging', 'production']),
        ...said(turn),
      }),
  ],
  'restore a flag': [
    3,
    async (turn) => {
      const path = flagHere(turn)
      const { body } = await turn.call<Partial<FlagConfigurationChanged>>('GET', path)
      const revision = Math.floor((body.revision ?? 1) * turn.random())
      return turn.call('POST', `${path}/restore`, { revision, ...said(turn) })
    },
  ],
}
