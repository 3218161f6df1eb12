import type { Warning, WarningCause } from '@bunting/client'

/** Where warnings go; a pino logger fits, and so does the console. */
export interface Logger {
  warn(message: string): void
}

/** To the logger; without one, each cause once, as a warning of the process. */
export function reportWarning(logger: Logger | undefined): (warning: Warning) => void {
  if (logger) return ({ message }) => logger.warn(`Bunting: ${message}`)
  const reported = new Set<WarningCause>()
  return ({ cause, message }) => {
    if (reported.has(cause)) return
    reported.add(cause)
    process.emitWarning(message, 'BuntingWarning', cause)
  }
}
