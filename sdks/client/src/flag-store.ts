import type { CompiledRuleset } from '@bunting/evaluator'
import type { Delta, Snapshot } from '@bunting/protocol/wire'

/** The flags in force. */
export interface FlagStore {
  readonly ruleset: CompiledRuleset
  /** Whether any revision was ever in force; one without flags counts. */
  isFilled(): boolean
  /**
   * Puts a snapshot or a delta in force, as a whole or not at all.
   * @returns the keys of the flags whose answers may differ now; undefined when it was refused, as
   * the outcome would not have the checksum announced
   */
  apply(message: Snapshot | Delta, lines: readonly string[]): readonly string[] | undefined
  /** Knows more than before; the keys of the flags whose answers may differ now. */
  learn: CompiledRuleset['learn']
  /** Another number after each change of the flag's answers. */
  versionOf(key: string): number
}

export function createFlagStore(ruleset: CompiledRuleset): FlagStore {
  /** Only of the flags somebody asked the version of. */
  const versions = new Map<string, number>()
  let filled = false

  function changed(keys: readonly string[]): readonly string[] {
    for (const key of keys) {
      const version = versions.get(key)
      if (version !== undefined) versions.set(key, version + 1)
    }
    return keys
  }

  return {
    ruleset,
    isFilled: () => filled,
    apply(message, lines) {
      const flags = lines.slice(0, message.flags)
      const segments = lines.slice(message.flags)
      const put = message.type === 'snapshot' ? ruleset.replace : ruleset.apply
      const outcome = put({ ...message, flags, segments }, message.checksum)
      if (!outcome.applied) return undefined
      // What was asked before there were flags says nothing about them.
      if (!filled) ruleset.drainCounts()
      filled = true
      return changed(outcome.changedKeys)
    },
    learn: (...more) => changed(ruleset.learn(...more)),
    versionOf(key) {
      const version = versions.get(key)
      if (version === undefined) versions.set(key, 0)
      return version ?? 0
    },
  }
}
