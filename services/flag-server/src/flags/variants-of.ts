import { invalid } from '../http/app-error.ts'
import type { NewFlag } from './flag-schemas.ts'

const BOOLEAN_VARIANTS = { on: true, off: false }

const TYPE_OF: Record<NewFlag['type'], (value: unknown) => boolean> = {
  boolean: (value) => typeof value === 'boolean',
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  json: () => true,
}

/** The variants a flag gets, checked against its type. */
export function variantsOf({
  type,
  variants,
}: Pick<NewFlag, 'type' | 'variants'>): Record<string, unknown> {
  if (type === 'boolean') {
    const given = Object.entries(variants ?? BOOLEAN_VARIANTS)
    const usual =
      given.length === 2 &&
      given.every(([name, value]) => value === (name === 'on')) &&
      given.some(([name]) => name === 'off')
    if (!usual) {
      throw invalid([
        { path: 'variants', message: 'of a boolean flag are { "on": true, "off": false }' },
      ])
    }
    return BOOLEAN_VARIANTS
  }
  const entries = Object.entries(variants ?? {})
  if (entries.length === 0) {
    throw invalid([{ path: 'variants', message: `of a ${type} flag are at least one` }])
  }
  const wrong = entries.filter(([, value]) => !TYPE_OF[type](value))
  if (wrong.length > 0) {
    throw invalid(
      wrong.map(([name]) => ({ path: `variants.${name}`, message: `must be a ${type}` })),
    )
  }
  return Object.fromEntries(entries)
}
