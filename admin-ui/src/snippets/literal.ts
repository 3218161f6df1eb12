/** A value as TypeScript says it: single quotes, and what is long over several lines. */
export function literal(value: unknown, indent = ''): string {
  const short = inLine(value)
  if (short.length <= MOST_IN_LINE || typeof value !== 'object' || value === null) return short
  const deeper = `${indent}  `
  const [open, close, parts] = Array.isArray(value)
    ? ['[', ']', value.map((item) => literal(item, deeper))]
    : ['{', '}', members(value, (member) => literal(member, deeper))]
  return `${open}\n${parts.map((part) => `${deeper}${part},\n`).join('')}${indent}${close}`
}

const MOST_IN_LINE = 48

function inLine(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return `[${value.map(inLine).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  const parts = members(value, inLine)
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`
}

function members(value: object, write: (member: unknown) => string): string[] {
  return Object.entries(value).map(([name, member]) => `${property(name)}: ${write(member)}`)
}

/** A name as the key of an object. */
export function property(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name)
}

function quoted(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"')
  return `'${escaped.replaceAll("'", "\\'")}'`
}
