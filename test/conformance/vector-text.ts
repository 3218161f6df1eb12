/** JSON in ASCII, one line for each flag, segment, case and hash, so that changes can be read. */
export function vectorText(file: object): string {
  return `${block(file, '')}\n`
}

function block(object: object, indent: string): string {
  const inner = `${indent}  `
  const members = Object.entries(object).map(([name, value]) => {
    const text = Array.isArray(value)
      ? list(value, inner)
      : name === 'ruleset'
        ? block(value, inner)
        : ascii(value)
    return `${inner}${ascii(name)}: ${text}`
  })
  return `{\n${members.join(',\n')}\n${indent}}`
}

function list(values: readonly unknown[], indent: string): string {
  if (values.length === 0) return '[]'
  return `[\n${values.map((value) => `${indent}  ${ascii(value)}`).join(',\n')}\n${indent}]`
}

function ascii(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
