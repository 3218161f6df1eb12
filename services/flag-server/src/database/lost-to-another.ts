const LOST = new Set([
  '40P01', // deadlock_detected
  '40001', // serialization_failure
])

/** Whether Postgres took a transaction back, whole, so that another could go on: it may be tried again. */
export function lostToAnother(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && LOST.has(String(at.code))) return true
  }
  return false
}
