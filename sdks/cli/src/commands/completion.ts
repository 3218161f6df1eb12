import { SCRIPTS } from '../completion/scripts.ts'
import { wrongUsage } from '../failure.ts'
import type { LocalCommand } from './command.ts'

export const completion: LocalCommand = {
  name: 'completion',
  operands: 'SHELL',
  options: [],
  summary: 'completion of commands, options and flag keys',
  more: `SHELL is bash, zsh or fish. Keys come from the server, if it answers within a
second; whoever is not known to it gets the rest.`,
  examples: [
    'source <(bunting completion bash)     # in ~/.bashrc',
    'source <(bunting completion zsh)      # in ~/.zshrc, after compinit',
    'bunting completion fish | source      # in ~/.config/fish/config.fish',
  ],
  runHere: ([shell = '']) => {
    const script = SCRIPTS[shell]
    if (script === undefined) {
      throw wrongUsage(
        `nothing is known of "${shell}"`,
        `There are ${Object.keys(SCRIPTS).join(', ')}`,
      )
    }
    return { words: script, document: { shell, script } }
  },
}
