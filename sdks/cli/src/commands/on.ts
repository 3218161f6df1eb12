import { CHANGE_OPTIONS, changeFlag } from './change-flag.ts'
import type { Command } from './command.ts'

export const on: Command = {
  name: 'on',
  operands: 'KEY',
  options: CHANGE_OPTIONS,
  summary: 'switch a flag on in an environment',
  examples: ['bunting on new-checkout -e production -m "Launch day"'],
  run: (call) => changeFlag(call, (now) => (now.on ? null : { on: true })),
}
