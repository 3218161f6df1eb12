import { apply } from './apply.ts'
import type { Command } from './command.ts'
import { completion } from './completion.ts'
import { create } from './create.ts'
import { explain } from './explain.ts'
import { flag } from './flag.ts'
import { flags } from './flags.ts'
import { history } from './history.ts'
import { kill } from './kill.ts'
import { off } from './off.ts'
import { on } from './on.ts'
import { releases } from './releases.ts'
import { request } from './request.ts'
import { requests } from './requests.ts'
import { rollback } from './rollback.ts'
import { rollout } from './rollout.ts'
import { types } from './types.ts'
import { withdraw } from './withdraw.ts'

/** In the order of the help. */
export const COMMANDS: readonly Command[] = [
  flags,
  flag,
  create,
  on,
  off,
  rollout,
  kill,
  explain,
  history,
  releases,
  rollback,
  requests,
  request,
  apply,
  withdraw,
  types,
  completion,
]
