import type { Config } from './config.ts'

type Place = Pick<Config, 'host' | 'port' | 'databaseUrl'>

/** One sentence for a person from what kept the server from starting, and what to do where that is known. */
export function explainStartFailure(error: unknown, { host, port, databaseUrl }: Place): string {
  const said = (error instanceof Error ? error.message : String(error)).replace(/\.$/, '')
  const { code, syscall }: NodeJS.ErrnoException = error instanceof Error ? error : new Error(said)
  if (syscall === 'listen') {
    if (code === 'EADDRINUSE') {
      return `Port ${port} of ${host} is in use, perhaps by another Bunting. Stop that one, or set PORT to another port.`
    }
    if (code === 'EACCES') {
      return `This user may not listen on port ${port}. Set PORT to 1024 or more.`
    }
    return `${said}. HOST and PORT say where it listens.`
  }
  // Postgres names its reasons by five characters, the operating system by words.
  const isOfDatabase = syscall === 'connect' || syscall === 'getaddrinfo' || isSqlState(code)
  if (databaseUrl !== undefined && isOfDatabase) {
    return `The database that DATABASE_URL names cannot be used: ${said}.`
  }
  return `${said}.`
}

function isSqlState(code: string | undefined): boolean {
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code)
}
