import type { Command } from './command.ts'
import { create } from './create.ts'
import { explain } from './explain.ts'
import { flag } from './flag.ts'
import { flags } from './flags.ts'
import { history } from './history.ts'
import { kill } from './kill.ts'
import { off } from './off.ts'
import { on } from './on.ts'
import { releases } from './releases.ts'
import { requests } from './requests.ts'
import { rollback } from './rollback.ts'
import { rollout } from './rollout.ts'

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
]
