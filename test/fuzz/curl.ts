import type { WireRequest } from './send.ts'

/** The request as a line for a shell; bytes that no shell takes come from `printf`. */
export function curl(base: string, { method, path, headers, body }: WireRequest): string {
  const parts = ['curl', '-i', '-X', method]
  for (const [name, value] of Object.entries(headers)) parts.push('-H', quoted(`${name}: ${value}`))
  const bytes = body === undefined ? undefined : Buffer.from(body as string)
  if (bytes) parts.push('--data-binary', isPlain(bytes) ? quoted(bytes.toString()) : '@-')
  parts.push('--path-as-is', quoted(`${base}${path}`))
  const line = parts.join(' ')
  if (!bytes || isPlain(bytes)) return line
  const octal = [...bytes].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')
  return `printf '${octal}' | ${line}`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

function isPlain(bytes: Buffer): boolean {
  return bytes.every((byte) => byte >= 0x20 && byte < 0x7f) && bytes[0] !== '@'.charCodeAt(0)
}
