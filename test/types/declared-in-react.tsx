import {
  Feature,
  type FlagKey,
  useFeatureFlags,
  useFlag,
  useFlagDecision,
  useFlagValue,
  useSuspenseFlag,
} from '@bunting/react'
import type { ReactNode } from 'react'

/** Never rendered: the compiler is the test. */
export function DeclaredFlags({ flag }: { readonly flag: FlagKey<boolean> }): ReactNode {
  const flags = useFeatureFlags()
  const isNew: boolean = useFlag('new-checkout') && useFlag(flag)
  // @ts-expect-error misspelt
  useFlag('new-chekout')
  // @ts-expect-error not boolean
  useSuspenseFlag('button-colour')
  const colour: string = useFlagValue('button-colour', 'red')
  // @ts-expect-error a number for a text
  useFlagValue('button-colour', 3)
  useFlagDecision('button-colour').variant satisfies 'grey' | 'blue' | undefined
  // @ts-expect-error misspelt
  useFlagDecision('button-color')
  flags.decide('layout').value?.columns.toFixed()
  // @ts-expect-error misspelt
  flags.isEnabled('new-chekout')
  return (
    <Feature flag="new-checkout" fallback={colour}>
      {isNew}
      {/* @ts-expect-error misspelt */}
      <Feature flag="new-chekout" />
    </Feature>
  )
}
