import type { Access } from '../access/access.ts'

/** How the command `bunting` names itself: `bunting-cli/0.1.0`. */
const CLI = /^bunting-cli\/\d/

/**
 * A token's access as the history tells it: through the CLI, if the request says so. That is its own
 * word, for people who look for what they did; nobody may more or less by it.
 */
export function throughCli(access: Access, agent: string | undefined): Access {
  if (agent === undefined || !CLI.test(agent)) return access
  return { ...access, actor: { ...access.actor, via: 'cli' } }
}
