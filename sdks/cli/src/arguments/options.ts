interface OptionRow {
  readonly type: 'string' | 'boolean'
  readonly short?: string
  readonly multiple?: true
  /** What its value is called in the help. */
  readonly value?: string
  readonly says: string
}

/** Every option of every command: one name means one thing. */
export const OPTIONS = {
  environment: {
    type: 'string',
    short: 'e',
    value: 'ENVIRONMENT',
    says: 'which environment',
  },
  comment: { type: 'string', short: 'm', value: 'WHY', says: 'why; the history keeps it' },
  ask: {
    type: 'boolean',
    says: 'ask for it, if a second person has to approve',
  },
  wait: { type: 'boolean', says: 'until every connected SDK has confirmed it' },
  timeout: {
    type: 'string',
    value: 'SECONDS',
    says: 'how long to wait for them; default 10',
  },
  on: { type: 'boolean', says: 'switch the flag on as well' },
  variant: { type: 'string', value: 'NAME', says: 'the variant that gets the percentage' },
  context: {
    type: 'string',
    value: 'JSON',
    says: 'whom it is about, or @FILE',
  },
  at: { type: 'string', value: 'MOMENT', says: 'as it was then: 2026-12-24T18:00:00Z' },
  type: { type: 'string', value: 'TYPE', says: 'boolean, string, number or json' },
  value: {
    type: 'string',
    multiple: true,
    value: 'NAME=VALUE',
    says: 'a variant, once for each; the one for off first',
  },
  name: { type: 'string', value: 'TEXT', says: 'what people call it' },
  description: { type: 'string', value: 'TEXT', says: 'what it is for' },
  kind: {
    type: 'string',
    value: 'KIND',
    says: 'release, kill-switch, experiment, operational, …',
  },
  owner: { type: 'string', value: 'WHO', says: 'who looks after it' },
  tag: { type: 'string', multiple: true, value: 'TAG', says: 'a tag; may be given again' },
  'server-only': { type: 'boolean', says: 'not for browsers' },
  stale: { type: 'boolean', says: 'only those to be looked at' },
  archived: { type: 'boolean', says: 'archived ones instead' },
  limit: { type: 'string', value: 'COUNT', says: 'how many; default 20, at most 200' },
  project: {
    type: 'string',
    short: 'p',
    value: 'PROJECT',
    says: 'which project; default: default',
  },
  url: { type: 'string', value: 'URL', says: 'the flag server; else BUNTING_URL' },
  json: { type: 'boolean', says: 'one JSON document on standard output' },
  help: { type: 'boolean', short: 'h', says: 'this text' },
  version: { type: 'boolean', says: 'the version of this command' },
} as const satisfies Readonly<Record<string, OptionRow>>

export type OptionName = keyof typeof OPTIONS

type ValueOf<Row> = Row extends { multiple: true }
  ? readonly string[]
  : Row extends { type: 'string' }
    ? string
    : boolean

export type Options = { readonly [Name in OptionName]?: ValueOf<(typeof OPTIONS)[Name]> }

/** Those that every command takes. */
export const COMMON: readonly OptionName[] = ['project', 'url', 'json', 'help']

/** `-e, --environment` */
export function optionNames(name: OptionName): string {
  const row: OptionRow = OPTIONS[name]
  return `${row.short ? `-${row.short}, ` : '    '}--${name}${row.value ? ` ${row.value}` : ''}`
}
