import type { Flag } from '../server/shapes.ts'
import { oneLine } from '../terminal/screen-text.ts'

/** What declares these flags to the SDKs' types; the same text as long as the flags are the same. */
export function declarationsOf(project: string, flags: readonly Flag[]): string {
  return [
    `// The flags of project ${project}. Made by \`bunting types\`: run it again instead of editing this.`,
    'declare namespace Bunting {',
    '  interface Flags {',
    ...flags.flatMap((flag) => [
      ...commentLines(flag),
      `    ${nameOf(flag.key)}: ${variantsOf(flag)}`,
    ]),
    '  }',
    '}',
  ].join('\n')
}

function commentLines({ key, name, clientSide }: Flag): string[] {
  const text = [name === key ? '' : oneLine(name), clientSide ? '' : '(server only)']
    .filter(Boolean)
    .join(' ')
  return text === '' ? [] : [`    /** ${text.replaceAll('*/', '* /')} */`]
}

/** Values may be edited while programs run: they have types, not what they are now. */
function variantsOf({ type, variants }: Flag): string {
  const kinds = Object.entries(variants).map(
    ([name, value]) => `${nameOf(name)}: ${type === 'json' ? typeOf(value) : type}`,
  )
  return `{ ${kinds.join('; ')} }`
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) {
    const items = [...new Set(value.map(typeOf))]
    return items.length === 0 ? 'unknown[]' : `(${items.join(' | ')})[]`
  }
  if (typeof value !== 'object') return typeof value
  const fields = Object.entries(value).map(([name, field]) => `${nameOf(name)}: ${typeOf(field)}`)
  return fields.length === 0 ? '{}' : `{ ${fields.join('; ')} }`
}

function nameOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name.replace(/['\\]/g, '\\$&')}'`
}
