import type { Decision, JsonValue } from '@bunting/evaluator'

declare global {
  namespace Bunting {
    /**
     * Your flags, if you want keys that no flag has to be errors of the compiler: by key, the variants
     * with the types of their values. `bunting types > flags.d.ts` writes it. As long as it is empty
     * every text is a key.
     *
     * @example
     * declare namespace Bunting {
     *   interface Flags {
     *     'new-checkout': { on: boolean; off: boolean }
     *     'button-colour': { grey: string; blue: string }
     *   }
     * }
     */
    interface Flags {}
  }
}

type Flags = Bunting.Flags
type Declared = keyof Flags & string
type AreDeclared = [Declared] extends [never] ? false : true

/**
 * The key of a flag whose values are all of this type; of any flag, unless one is named. A text where
 * no flags are declared. What comes from elsewhere: `key as FlagKey`.
 */
export type FlagKey<Value = unknown> = AreDeclared extends true ? KeyWith<Value> : string

type KeyWith<Value> = { [K in Declared]: ValueOf<K> extends Value ? K : never }[Declared]
type ValueOf<K extends string> = K extends Declared ? Flags[K][keyof Flags[K]] : JsonValue
type VariantOf<K extends string> = K extends Declared ? keyof Flags[K] & string : string

/** The key of a flag that this can be the fallback of: of its type, or with no fields that its values lack. */
export type FlagKeyFor<Fallback> = FlagKey<KindOf<Fallback>>

type KindOf<T> = T extends boolean
  ? boolean
  : T extends string
    ? string
    : T extends number
      ? number
      : T extends null
        ? unknown
        : { readonly [Name in keyof T]: unknown }

/** A decision about one flag: with its value's type and its variants, where flags are declared. */
export type DecisionOn<K extends string, Undeclared extends Decision> = AreDeclared extends true
  ? Decision<ValueOf<K> | undefined> & { readonly variant?: VariantOf<K> }
  : Undeclared

/** Paths by the names of this flag's variants; any, where no flags are declared. */
export type PathsOn<K extends string, P> = AreDeclared extends true
  ? { readonly [Name in keyof P]: Name extends VariantOf<K> | 'otherwise' ? P[Name] : never }
  : unknown
