import { murmur3 } from '@bunting/evaluator'
import { allocatedBytes } from '../allocated-bytes.ts'
import { cpuMicros } from '../cpu-time.ts'
import type { Client } from '../subjects/subject.ts'

/** Long against the clock's microsecond, short against whatever else the machine may turn to. */
const BATCH_MICROS = 10_000
const WARM_UP_MICROS = 4_000

/** One subject in one scenario, beside the floor. */
export interface Track {
  /** A few milliseconds; to be repeated, in turn with other tracks. */
  warmUp(): Promise<void>
  /** Nanoseconds a call, of one batch. */
  subjectNs(): Promise<number>
  floorNs(): Promise<number>
  /** Bytes allocated a call. */
  subjectBytes(): Promise<number>
  floorBytes(): Promise<number>
}

/**
 * @param name names this track's copy of the loops
 * @param texts what the floor hashes
 */
export async function createTrack<Context>(
  name: string,
  { isEnabled }: Client<Context>,
  key: string,
  contexts: readonly Context[],
  texts: readonly string[],
): Promise<Track> {
  const { askLoop, askLoopAsync, hashLoop } = await copyOfLoops(name)
  const [first] = contexts
  const isAsync = first !== undefined && isEnabled(key, first) instanceof Promise
  const loop = isAsync ? askLoopAsync : askLoop
  const subject = createBatch((calls) => loop(isEnabled, key, contexts, calls))
  const floor = createBatch((calls) => hashLoop(murmur3, texts, calls))
  return {
    async warmUp() {
      await floor.warmUp()
      await subject.warmUp()
    },
    subjectNs: subject.nsPerCall,
    floorNs: floor.nsPerCall,
    subjectBytes: subject.bytesPerCall,
    floorBytes: floor.bytesPerCall,
  }
}

/** A module's query makes another module of it. */
function copyOfLoops(name: string): Promise<typeof import('./ask-loop.ts')> {
  return import(new URL(`./ask-loop.ts?${name}`, import.meta.url).href)
}

/** A loop that runs for about as long as it is told, by how long it took last time. */
export interface Batch {
  warmUp(): Promise<void>
  nsPerCall(): Promise<number>
  bytesPerCall(): Promise<number>
}

export function createBatch(run: (calls: number) => unknown): Batch {
  /** At first a guess, which makes for few calls. */
  let microsPerCall = 100

  function callsFor(micros: number): number {
    return Math.ceil(micros / microsPerCall)
  }

  async function time(micros: number): Promise<number> {
    const calls = callsFor(micros)
    const start = cpuMicros()
    await run(calls)
    // Never nothing: a few quick calls are over before the clock has moved.
    microsPerCall = Math.max(cpuMicros() - start, 1) / calls
    return microsPerCall
  }

  return {
    warmUp: async () => void (await time(WARM_UP_MICROS)),
    nsPerCall: async () => (await time(BATCH_MICROS)) * 1000,
    async bytesPerCall() {
      const calls = callsFor(BATCH_MICROS)
      return (await allocatedBytes(() => run(calls))) / calls
    },
  }
}
