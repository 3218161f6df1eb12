import { readFileSync } from 'node:fs'
import { plainFlag } from '../example-flags.ts'
import { answerRequests } from '../measuring-process.ts'
import { bunting } from '../subjects/bunting.ts'
import { loadSubject } from '../subjects/subjects.ts'
import { checkAnswers } from './check-answers.ts'
import type { Measurement, Order } from './measurement.ts'
import { PEOPLE } from './people.ts'
import { SCENARIOS, type Scenario } from './scenarios.ts'
import { createTrack, type Track } from './track.ts'

const WARM_UPS = 25

const [, , name = '', file = ''] = process.argv
const subject = await loadSubject(name, bunting)
const client = await subject.open(readFileSync(file, 'utf8'), file)
const tracks: [Scenario, Track][] = []
let turn = 0

answerRequests<{ order: Order }, Measurement[]>(async ({ order }) => {
  if (order === 'check') {
    await checkAnswers((key, person) => client.isEnabled(key, subject.context(person)))
    return []
  }
  if (order === 'warm-up') {
    await createTracks()
    // In turns: an application asks for its flags in no order, and V8 learns from all of them.
    for (let time = 0; time < WARM_UPS; time++) for (const [, track] of tracks) await track.warmUp()
    return []
  }
  turn++
  const measurements: Measurement[] = []
  for (const [scenario, track] of tracks) {
    measurements.push({ scenario, ...(await measure(track, order)) })
  }
  return measurements
})

async function createTracks(): Promise<void> {
  const contexts = flat(PEOPLE).map(subject.context)
  for (const [scenario, key] of Object.entries(SCENARIOS)) {
    const { salt } = plainFlag(key)
    const texts = flat(PEOPLE.map(({ targetingKey }) => `${salt}:${targetingKey}`))
    tracks.push([scenario as Scenario, await createTrack(scenario, client, key, contexts, texts)])
  }
}

/** As read from a request: texts that are nobody else's, and whole in memory. */
function flat<T>(value: T): T {
  return JSON.parse(JSON.stringify(value))
}

/** Whoever comes second finds the caches full of the other's: they take turns. */
async function measure(
  track: Track,
  order: 'time' | 'bytes',
): Promise<Omit<Measurement, 'scenario'>> {
  if (order === 'bytes') {
    return { subject: await track.subjectBytes(), floor: await track.floorBytes() }
  }
  if (turn % 2 === 0) return { subject: await track.subjectNs(), floor: await track.floorNs() }
  const floor = await track.floorNs()
  return { subject: await track.subjectNs(), floor }
}
