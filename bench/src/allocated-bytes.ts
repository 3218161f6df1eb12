import { GCProfiler } from 'node:v8'

/**
 * Bytes that a piece of work allocates on V8's heap: how much the heap has grown at its end, and what
 * each garbage collection on the way took off it. Exact to a few hundred bytes in all, so the work
 * should be a long loop of what is asked about. What a library keeps outside of the heap (buffers,
 * the state of a native hash) is not counted.
 */
export async function allocatedBytes(work: () => unknown): Promise<number> {
  collectGarbage()
  const profiler = new GCProfiler()
  profiler.start()
  const before = process.memoryUsage().heapUsed
  await work()
  const after = process.memoryUsage().heapUsed
  const collections = profiler.stop()?.statistics ?? []
  const freed = collections.map(
    ({ beforeGC, afterGC }) =>
      beforeGC.heapStatistics.usedHeapSize - afterGC.heapStatistics.usedHeapSize,
  )
  return after - before + freed.reduce((sum, bytes) => sum + bytes, 0)
}

/** Bytes in use after a full collection, on V8's heap and outside of it: long texts are there. */
export function usedBytes(): number {
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** Needs `--expose-gc`. */
function collectGarbage(): void {
  if (globalThis.gc === undefined) throw new Error('this process was started without --expose-gc')
  // What a first collection finds garbage may have held something else.
  for (let times = 0; times < 3; times++) globalThis.gc()
}
