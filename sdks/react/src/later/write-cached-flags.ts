import type { CachedFlags } from '../cached-flags.ts'

/** As `readCachedFlags` reads them. Throws where the page may not store, or there is no room. */
export function writeCachedFlags(name: string, { snapshot, ageMs }: CachedFlags): void {
  localStorage.setItem(name, `${Math.round(Date.now() - ageMs)}\n${snapshot}`)
}
