import { Failure } from '../failure.ts'
import { projectPath } from '../server/place.ts'
import { type Configuration, EntryPage } from '../server/shapes.ts'
import { oneLine } from '../terminal/screen-text.ts'
import { configurationWords } from '../words/entry-words.ts'
import type { Change } from './change-flag.ts'
import type { Call } from './command.ts'

/** A flag in an environment. */
export interface Place {
  readonly project: string
  readonly environment: string
  readonly flag: string
}

/**
 * Somebody else saved between reading and writing. Where what they changed has nothing to do with
 * what is to be done, says so and lets it go on; else throws what they changed, and who it was.
 */
export async function refuseOvertaken(
  call: Call,
  place: Place,
  { seen, now }: { readonly seen: Configuration; readonly now: Configuration },
  { hangsOn }: Change,
): Promise<void> {
  const { flag, environment } = place
  const what = configurationWords(seen, now) || 'something, and back again'
  const head = `${flag} was changed in ${environment} meanwhile: ${what}${await byWhom(call, place)}`
  const matters =
    hangsOn === 'everything' ||
    hangsOn.some((part) => JSON.stringify(seen[part]) !== JSON.stringify(now[part]))
  if (!matters) return call.screen.said.print(`${head}. That stays; trying again`)
  throw new Failure('stale_version', head, {
    status: 409,
    advice: `Nothing was done. Look first: ${call.other('flag', flag)}`,
  })
}

/** ` (Ana: orders fail)`; nothing where the history is not for whoever asks. */
async function byWhom({ api }: Call, { project, environment, flag }: Place): Promise<string> {
  const query = new URLSearchParams({ flag, environment, limit: '1' })
  try {
    const { entries } = await api.get(`${projectPath(project)}/audit?${query}`, EntryPage)
    const [last] = entries
    if (!last) return ''
    return ` (${oneLine([last.actor.name, last.comment].filter(Boolean).join(': '))})`
  } catch (error) {
    if (error instanceof Failure) return ''
    throw error
  }
}
