import { CHANGE_OPTIONS, changeFlag } from './change-flag.ts'
import type { RemoteCommand } from './command.ts'

export const off: RemoteCommand = {
  name: 'off',
  operands: 'KEY',
  options: CHANGE_OPTIONS,
  summary: 'switch a flag off in an environment',
  more: 'A change like any other: policies hold for it. When it hurts, use bunting kill.',
  examples: ['bunting off new-checkout -e staging'],
  run: (call) =>
    changeFlag(call, {
      hangsOn: ['offVariant'],
      plan: (now) => (now.on ? { on: false } : null),
    }),
}
