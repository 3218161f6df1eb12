import type { Subject } from './subject.ts'

/** Loaded by the process that measures them, each in one of its own. */
const PEERS: Readonly<Record<string, () => Promise<Subject>>> = {
  '@openfeature/flagd-core': async () => (await import('./flagd.ts')).flagd,
  '@featurevisor/sdk': async () => (await import('./featurevisor.ts')).featurevisor,
  '@growthbook/growthbook': async () => (await import('./growthbook.ts')).growthbook,
  'configcat-node': async () => (await import('./configcat.ts')).configcat,
  '@launchdarkly/node-server-sdk': async () => (await import('./launchdarkly.ts')).launchdarkly,
  'unleash-client': async () => (await import('./unleash.ts')).unleash,
}

export const SUBJECTS: readonly string[] = ['bunting', ...Object.keys(PEERS)]

/** @param bunting ours, which a bench may want to feed in a way of its own */
export async function loadSubject(name: string, bunting: Subject): Promise<Subject> {
  if (name === 'bunting') return bunting
  const load = Object.hasOwn(PEERS, name) ? PEERS[name] : undefined
  if (load === undefined) throw new Error(unknown(name))
  return load()
}

/** The subjects of `--subjects a,b`; all without it. */
export function chosenSubjects(option: string | undefined): readonly string[] {
  if (option === undefined) return SUBJECTS
  const chosen = option.split(',')
  for (const name of chosen) if (!SUBJECTS.includes(name)) throw new Error(unknown(name))
  return chosen
}

function unknown(name: string): string {
  return `no subject "${name}": there are ${SUBJECTS.join(', ')}`
}
