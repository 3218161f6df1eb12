import { TYPES } from '../arguments/flag-words.ts'
import { nearest } from '../arguments/nearest.ts'
import { readVariants } from '../arguments/read-values.ts'
import { wrongUsage } from '../failure.ts'
import { projectPath } from '../server/place.ts'
import { Flag } from '../server/shapes.ts'
import type { RemoteCommand } from './command.ts'

export const create: RemoteCommand = {
  name: 'create',
  operands: 'NEW-KEY',
  options: [
    'type',
    'value',
    'name',
    'description',
    'kind',
    'owner',
    'tag',
    'server-only',
    'comment',
  ],
  summary: 'make a flag, off in every environment',
  more: 'A boolean flag has the variants on and off; others take theirs from --value.',
  examples: [
    'bunting create new-checkout --type boolean --owner payments',
    'bunting create button-colour --type string --value grey=#888 --value blue=#36f',
  ],
  run: async ({ api, project, operands, options, screen }) => {
    const { type, value = [], name, description, kind, owner, tag, comment } = options
    const made = await api.send(
      'POST',
      `${projectPath(project)}/flags`,
      {
        key: operands[0],
        type: checkType(type, value),
        ...(value.length > 0 && { variants: readVariants(type ?? '', value) }),
        ...(name && { name }),
        ...(description && { description }),
        ...(kind && { kind }),
        ...(owner && { owner }),
        ...(tag && { tags: tag }),
        ...(options['server-only'] && { clientSide: false }),
        ...(comment && { comment }),
      },
      Flag,
    )
    const places = Object.keys(made.environments)
    const { bold } = screen.out.paint
    return {
      words: `made ${bold(made.key)}, ${made.type}, off in ${places.join(', ')}`,
      document: made,
    }
  },
}

function checkType(type: string | undefined, values: readonly string[]): string {
  const list = `${TYPES.slice(0, -1).join(', ')} or ${TYPES.at(-1)}`
  if (type === undefined) throw wrongUsage('of which type?', `Say --type ${list}`)
  if (!TYPES.includes(type)) {
    const close = nearest(type, TYPES)
    throw wrongUsage(
      `there is no type "${type}"`,
      close ? `Did you mean: --type ${close}` : `There are ${list}`,
    )
  }
  if (type !== 'boolean' && values.length === 0) {
    throw wrongUsage(`a ${type} flag needs variants`, 'Say --value NAME=VALUE, once for each')
  }
  return type
}
