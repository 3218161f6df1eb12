import { z } from 'zod/mini'
import { Configuration, type Entry } from '../server/shapes.ts'
import { serveWords } from './serve-words.ts'

/** `killed`, `switched on`, `now 25 % on, 75 % off`, `release advanced`: what somebody did. */
export function entryWords({ action, target, before, after }: Entry): string {
  const [noun = '', verb = action] = action.split('.')
  const plain = verb.replaceAll('-', ' ')
  if (action === 'flag.configured') return configuredWords(before, after)
  return noun === target.type ? plain : `${noun.replaceAll('-', ' ')} ${plain}`
}

function configuredWords(before: unknown, after: unknown): string {
  const [was, is] = [before, after].map(configurationOf)
  if (!was || !is) return 'changed'
  const [wasServed, isServed] = [was, is].map(({ fallthrough }) =>
    serveWords(fallthrough ?? { variant: '' }),
  )
  const parts = [
    was.on === is.on ? '' : `switched ${is.on ? 'on' : 'off'}`,
    wasServed === isServed ? '' : `now ${isServed}`,
    changed(was.rules, is.rules) ? 'other rules' : '',
    changed(was.targets, is.targets) ? 'other targets' : '',
    changed(was.prerequisites, is.prerequisites) ? 'other prerequisites' : '',
    was.offVariant === is.offVariant ? '' : `off is ${is.offVariant}`,
  ].filter(Boolean)
  return parts.length === 0 ? 'changed' : parts.join(', ')
}

const Sides = z.partial(z.omit(Configuration, { version: true }))

function configurationOf(side: unknown) {
  const read = z.safeParse(Sides, side)
  return read.success && read.data.fallthrough ? read.data : undefined
}

const changed = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b)

/** How it was done, where that is worth a word. */
export const VIA: Readonly<Record<string, string>> = {
  ui: '',
  api: 'API',
  cli: 'CLI',
  system: 'server',
}
