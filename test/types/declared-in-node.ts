import type { FlagKey, NodeFeatureFlags } from '@bunting/node'

/**
 * Never run: the compiler is the test. Where a line below it is no error, `@ts-expect-error` is one;
 * `satisfies` is one where a type is wider or narrower than said.
 */
export function declaredFlags(flags: NodeFeatureFlags, fromElsewhere: string): void {
  const user = { targetingKey: 'ana' }
  flags.isEnabled('new-checkout', user) satisfies boolean
  // @ts-expect-error misspelt
  flags.isEnabled('new-chekout', user)
  // @ts-expect-error not boolean
  flags.isEnabled('button-colour', user)
  // @ts-expect-error any text
  flags.isEnabled(fromElsewhere)
  flags.isEnabled(fromElsewhere as FlagKey<boolean>)

  flags.value('button-colour', 'red', user).toUpperCase()
  flags.value('page-size', 10).toFixed()
  flags.value('layout', { columns: 3 }).columns.toFixed()
  flags.value<string>('button-colour', 'red')
  // @ts-expect-error misspelt
  flags.value('button-color', 'red', user)
  // @ts-expect-error a number for a text
  flags.value('button-colour', 3)
  // @ts-expect-error narrow has it, wide has not
  flags.value('layout', { columns: 3, dense: true })

  const { variant, value } = flags.decide('button-colour', user)
  variant satisfies 'grey' | 'blue' | undefined
  value satisfies string | undefined
  // @ts-expect-error no variant of it
  variant === 'green'
  // @ts-expect-error misspelt
  flags.decide('button-color', user)
  flags.decide('page-size', user, 10).value.toFixed()
  // @ts-expect-error a text for a number
  flags.decide('page-size', user, 'ten')

  flags.run('new-checkout', user, { on: () => 1, off: () => 'two' }) satisfies number | string
  flags.run('button-colour', user, { blue: () => 1, otherwise: () => 2 }).toFixed()
  // @ts-expect-error misspelt
  flags.run('new-chekout', user, { on: () => 1, off: () => 2 })
  // @ts-expect-error no variant of it
  flags.run('button-colour', user, { green: () => 1, otherwise: () => 2 })

  const hers = flags.forContext(user)
  hers.isEnabled('new-checkout')
  hers.value('button-colour', 'red').toUpperCase()
  hers.run('button-colour', {
    grey: async () => 1,
    otherwise: async () => 2,
  }) satisfies Promise<number>
  // @ts-expect-error misspelt
  hers.isEnabled('new-chekout')
  // @ts-expect-error a number for a text
  hers.value('button-colour', 3)
  // @ts-expect-error no variant of it
  hers.run('button-colour', { green: () => 1, otherwise: () => 2 })
}
