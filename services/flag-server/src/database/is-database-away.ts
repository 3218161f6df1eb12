const CONNECTION_ERRORS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '53300', // too_many_connections
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
])

/** Whether this error, or what caused it, means that Postgres cannot be reached right now. */
export function isDatabaseAway(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = 'code' in at ? String(at.code) : ''
    if (CONNECTION_ERRORS.has(code)) return true
    // node-postgres gives these two no code.
    if (/^(Connection terminated|timeout exceeded when trying to connect)/.test(at.message)) {
      return true
    }
    if (at.message === 'Query read timeout') return true
  }
  return false
}
