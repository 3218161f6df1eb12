import { z } from 'zod/mini'
import { Configuration, type Entry } from '../server/shapes.ts'
import { serveWords } from './serve-words.ts'

/** `killed`, `switched on`, `now 25 % on, 75 % off`, `release advanced`: what somebody did. */
export function entryWords({
  action,
  target,
  before,
  after,
}: Pick<Entry, 'action' | 'target' | 'before' | 'after'>): string {
  const [noun = '', verb = action] = action.split('.')
  const plain = verb.replaceAll('-', ' ')
  if (action === 'flag.configured') return configuredWords(before, after)
  return noun === target.type ? plain : `${noun.replaceAll('-', ' ')} ${plain}`
}

function configuredWords(before: unknown, after: unknown): string {
  const [was, is] = [before, after].map(configurationOf)
  return (was && is && configurationWords(was, is)) || 'changed'
}

/** `switched on, now 25 % on, 75 % off, other rules`; empty where nothing of that is different. */
export function configurationWords(was: Side, is: Side): string {
  const [wasServed, isServed] = [was, is].map(({ fallthrough }) =>
    serveWords(fallthrough ?? { variant: '' }),
  )
  return [
    was.on === is.on ? '' : `switched ${is.on ? 'on' : 'off'}`,
    wasServed === isServed ? '' : `now ${isServed}`,
    changed(was.rules, is.rules) ? 'other rules' : '',
    changed(was.targets, is.targets) ? 'other targets' : '',
    changed(was.prerequisites, is.prerequisites) ? 'other prerequisites' : '',
    was.offVariant === is.offVariant ? '' : `off is ${is.offVariant}`,
  ]
    .filter(Boolean)
    .join(', ')
}

const Side = z.partial(z.omit(Configuration, { version: true }))
type Side = z.infer<typeof Side>

function configurationOf(side: unknown) {
  const read = z.safeParse(Side, side)
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
