import type { Configuration, Serve } from '../server/shapes.ts'
import { exceptions, serveWords } from './serve-words.ts'

/** What a flag does in an environment by now; and how to switch it on, if what was set waits for that. */
export function changedWords(
  { flag, environment }: { readonly flag: string; readonly environment: string },
  now: Configuration & { readonly revision: number },
  { patch, switchOn }: { readonly patch: object | null; readonly switchOn: string },
): string {
  const { on, fallthrough, revision } = now
  const head = `${flag} is ${on ? 'on' : 'off'} in ${environment}, revision ${revision}${patch ? '' : '; it was so already'}`
  const first = exceptions(now)
  const served = `${everybodyWords(fallthrough)}${first ? `, after ${first}` : ''}`
  if (on) return `${head}\n${served}`
  if (!patch || !('fallthrough' in patch)) return head
  return `${head}\nonce it is on: ${served}\n  ${switchOn}`
}

function everybodyWords(serve: Serve): string {
  const words = serveWords(serve)
  return words.includes(',') ? words : `everybody gets ${words}`
}
