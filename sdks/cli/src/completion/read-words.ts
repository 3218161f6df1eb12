import { parseArgs } from 'node:util'
import { OPTIONS, type OptionName } from '../arguments/options.ts'

/** A line that is not yet whole. */
export interface Words {
  readonly positionals: readonly string[]
  /** As far as they are typed; an unknown one is none of the reader's business yet. */
  readonly options: { readonly url: string | undefined; readonly project: string | undefined }
  /** Long names of all that are typed. */
  readonly given: ReadonlySet<string>
  /** What stands last is an option, and this is what its value is called: `ENVIRONMENT`. */
  readonly awaits: string | undefined
}

export function readWords(typed: readonly string[]): Words {
  const { tokens, positionals, values } = parseArgs({
    args: [...typed],
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const options = tokens.filter((token) => token.kind === 'option')
  const last = tokens.at(-1)
  const isOpen = last?.kind === 'option' && last.value === undefined && last.name in OPTIONS
  const row = isOpen ? OPTIONS[last.name as OptionName] : undefined
  return {
    positionals,
    options: { url: textOf(values.url), project: textOf(values.project) },
    given: new Set(options.map(({ name }) => name)),
    awaits: row && 'value' in row ? row.value : undefined,
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
