import { readFileSync } from 'node:fs'
import { Failure, wrongUsage } from '../failure.ts'

/** Where the server is, and who asks. */
export interface Connection {
  /** Without a slash at its end. */
  readonly url: string
  readonly token: string
}

/** From `--url` and the environment; throws wrong usage. The token is no option: shells keep those. */
export function readConnection(url: string | undefined, env: NodeJS.ProcessEnv): Connection {
  return { url: readUrl(url ?? (env.BUNTING_URL || undefined)), token: readToken(env) }
}

function readUrl(url: string | undefined): string {
  if (url === undefined) {
    throw wrongUsage(
      'where is the flag server?',
      'Say it once: export BUNTING_URL=https://flags.example.com, or with --url',
    )
  }
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.search || parsed.hash) {
    throw wrongUsage(
      `"${url}" is no address of a server`,
      'It is one like https://flags.example.com',
    )
  }
  if (parsed.username || parsed.password) {
    throw wrongUsage('the address holds a password', 'The token goes into BUNTING_TOKEN')
  }
  const address = parsed.href.replace(/\/+$/, '')
  if (/\/api(\/v1)?$/.test(address)) {
    const alone = address.replace(/\/api(\/v1)?$/, '')
    throw wrongUsage(`"${url}" is that of the API`, `BUNTING_URL is the address alone: ${alone}`)
  }
  return address
}

function readToken({ BUNTING_TOKEN: token, BUNTING_TOKEN_FILE: file }: NodeJS.ProcessEnv): string {
  if (token && file) throw wrongUsage('BUNTING_TOKEN and BUNTING_TOKEN_FILE are both set: keep one')
  const text = (file ? readTokenFile(file) : (token ?? '')).trim()
  if (text === '') {
    throw wrongUsage(
      'who are you? There is no token',
      'Make one on your account page in the admin UI, then set BUNTING_TOKEN or BUNTING_TOKEN_FILE',
    )
  }
  // Headers take no other characters, and what undici says of it would show the token.
  if (!/^[\x21-\x7e]+$/.test(text)) throw wrongUsage('the token has characters that no token has')
  return text
}

function readTokenFile(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Failure('usage', `BUNTING_TOKEN_FILE: ${why}`, { exitCode: 2 })
  }
}
