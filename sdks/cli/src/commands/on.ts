import { CHANGE_OPTIONS, changeFlag } from './change-flag.ts'
import type { RemoteCommand } from './command.ts'

export const on: RemoteCommand = {
  name: 'on',
  operands: 'KEY',
  options: CHANGE_OPTIONS,
  summary: 'switch a flag on in an environment',
  examples: ['bunting on new-checkout -e production -m "Launch day"'],
  run: (call) =>
    changeFlag(call, {
      // Whatever they changed comes into force with it.
      hangsOn: 'everything',
      plan: (now) => (now.on ? null : { on: true }),
    }),
}
