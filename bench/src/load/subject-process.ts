import { readFileSync } from 'node:fs'
import { usedBytes } from '../allocated-bytes.ts'
import { cpuMicros } from '../cpu-time.ts'
import { answerRequests } from '../measuring-process.ts'
import { buntingInMemory } from '../subjects/bunting-in-memory.ts'
import type { Client } from '../subjects/subject.ts'
import { loadSubject } from '../subjects/subjects.ts'
import type { LoadMeasurement, LoadRequest } from './measurement.ts'
import { changedKey, INSIDER, keysOf, OUTSIDER } from './rulesets.ts'

/** Percentage points, of 1,000 flags or more: some four standard deviations. */
const TOLERANCE = 6

const [, , name = ''] = process.argv
const subject = await loadSubject(name, buntingInMemory)
const insider = subject.context(INSIDER)
const outsider = subject.context(OUTSIDER)

// Once in the life of the process: applications load their flags cold.
answerRequests<LoadRequest, LoadMeasurement>(async ({ configuration, changes, count }) => {
  const keys = keysOf(count)
  const bytesBefore = usedBytes()
  const { client, micros } = await openFrom(configuration)
  const heapBytes = usedBytes() - bytesBefore
  const start = cpuMicros()
  const on = await countOn(client, keys, insider)
  const microsUsed = micros + cpuMicros() - start
  const used = { cpuMs: microsUsed / 1000, heapBytes: usedBytes() - bytesBefore }
  if (Math.abs((on * 100) / count - 30) > TOLERANCE) throw new Error(`${on} of ${count} are on`)
  if ((await countOn(client, keys.slice(-100), outsider)) > 0) throw new Error('on for outsiders')
  const changesCpuMs: number[] = []
  for (const file of changes) {
    const key = changedKey(changesCpuMs.length + 1)
    changesCpuMs.push((await change(client, file, key)) / 1000)
  }
  return { cpuMs: micros / 1000, heapBytes, used, changesCpuMs }
})

/** Nothing but the client is left of it: its text is gone, unless the client keeps it. */
async function openFrom(file: string): Promise<{ client: Client; micros: number }> {
  const text = readFileSync(file, 'utf8')
  const start = cpuMicros()
  const client = await subject.open(text, file)
  return { client, micros: cpuMicros() - start }
}

async function countOn(client: Client, keys: readonly string[], context: unknown): Promise<number> {
  let on = 0
  for (const key of keys) on += Number(await client.isEnabled(key, context))
  return on
}

async function change(client: Client, file: string, key: string): Promise<number> {
  const text = readFileSync(file, 'utf8')
  const start = cpuMicros()
  await client.change?.(text)
  const isOn = await client.isEnabled(key, insider)
  const micros = cpuMicros() - start
  if (!isOn) throw new Error(`the change of "${key}" is not in force`)
  return micros
}
