import { fileURLToPath } from 'node:url'

/**
 * What comes together, in the order in which people meet it: the start of the app with its first page,
 * for who is not signed in; then the frame with the list of flags.
 */
const STEPS = {
  first: ['src/app/main.tsx', 'src/accounts/sign-in-page.tsx'],
  list: ['src/app/over-projects.tsx', 'src/app/frame.tsx', 'src/flag-list/flags-page.tsx'],
} as const

interface ModuleGraph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null
}

const known = new WeakMap<object, ReadonlyMap<string, string>>()

/** The file a module of ours belongs to with what it needs of packages; null: not one of these. */
export function stepOf(id: string, graph: ModuleGraph): string | null {
  let steps = known.get(graph)
  if (!steps) {
    steps = stepsIn(graph)
    known.set(graph, steps)
  }
  return steps.get(id) ?? null
}

/** Statically, and without packages: through the index of one everything in it is reached. */
function stepsIn(graph: ModuleGraph): ReadonlyMap<string, string> {
  const reached = new Map<string, string>()
  for (const [step, roots] of Object.entries(STEPS)) {
    const waiting = roots.map((path) => fileURLToPath(new URL(path, import.meta.url)))
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (reached.has(id) || id.includes('node_modules')) continue
      reached.set(id, step)
      waiting.push(...(graph.getModuleInfo(id)?.importedIds ?? []))
    }
  }
  return reached
}
