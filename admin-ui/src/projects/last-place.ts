const KEY = 'bunting-last-place'

/** The screen's environment of last time, for the next start. Storage may be forbidden. */
export function rememberPlace(project: string, environment: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify([project, environment]))
  } catch {
    // Then the next start begins at the first project.
  }
}

export function lastPlace(): readonly [project: string, environment: string] | null {
  try {
    const held: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null')
    if (!Array.isArray(held)) return null
    const [project, environment] = held
    return typeof project === 'string' && typeof environment === 'string'
      ? [project, environment]
      : null
  } catch {
    return null
  }
}
