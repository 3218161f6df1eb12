import { COUNTRIES, PLAN } from '../example-flags.ts'
import type { Person } from '../subjects/subject.ts'
import { COMPANIES, MEMBERS, PEOPLE } from './people.ts'
import { isServed, OFF, S3_FOR_ALL, SCENARIOS } from './scenarios.ts'

export type Ask = (key: string, person: Person) => boolean | Promise<boolean>

/** Percentage points; four standard deviations of a share of 50 % of 10,000. */
const TOLERANCE = 2

/** Segments are searched from end to end by some: not everybody is asked for. */
const EVERY = 50

/** What all algorithms must agree on. */
interface Sample {
  readonly key: string
  readonly person: Person
  readonly isOn: boolean
}

/**
 * Whether a subject answers as the scenarios mean it: everything but percentages exactly, those
 * within 2 points of 10,000 people, and the same when asked again.
 *
 * @throws Error with the first wrong answer: what answers differently must not be compared
 */
export async function checkAnswers(ask: Ask): Promise<void> {
  for (const { key, person, isOn } of [...targetingSamples(), ...otherSamples()]) {
    const answer = await ask(key, person)
    if (answer !== isOn) {
      throw new Error(`"${key}" is ${answer}, not ${isOn}, for ${JSON.stringify(person)}`)
    }
  }
  await checkShare(ask, SCENARIOS.S2, 50)
  await checkShare(ask, SCENARIOS.S3, 30)
}

/** On/off, the rules of S4, the segment of S5. */
function otherSamples(): Sample[] {
  const [person = { targetingKey: 'user' }] = PEOPLE
  const { company: _, ...withoutCompany } = person
  const members = new Set(MEMBERS)
  return [
    ...PEOPLE.map((person) => ({ key: SCENARIOS.S1, person, isOn: true })),
    { key: OFF, person, isOn: false },
    ...COMPANIES.map((company, index) => ({
      key: SCENARIOS.S4,
      person: { ...person, company },
      isOn: isServed(index),
    })),
    { key: SCENARIOS.S4, person: { ...person, company: 'customer-0050' }, isOn: false },
    { key: SCENARIOS.S4, person: withoutCompany, isOn: false },
    ...PEOPLE.filter((_, index) => index % EVERY === 0).map((person) => ({
      key: SCENARIOS.S5,
      person,
      isOn: members.has(person.targetingKey),
    })),
  ]
}

/** Each condition of S3 alone missed, and versions a comparison of texts would get wrong. */
function targetingSamples(): Sample[] {
  const targetingKey = 'user-000000001'
  const inside: Person = { targetingKey, country: COUNTRIES[3], plan: PLAN, appVersion: '2.3.0' }
  const insiders: Person[] = [
    ...PEOPLE,
    ...['2.3.0', '2.3.1', '2.10.0', '10.0.0'].map((appVersion) => ({ ...inside, appVersion })),
  ]
  const outsiders: Person[] = [
    ...['2.2.9', '2.2.10', '1.99.99', '2.3.0-beta.1'].map((appVersion) => ({
      ...inside,
      appVersion,
    })),
    { ...inside, country: 'BR' },
    { ...inside, plan: 'free' },
    { targetingKey, plan: PLAN, appVersion: '2.3.0' },
    { targetingKey, country: COUNTRIES[3], appVersion: '2.3.0' },
    { targetingKey, country: COUNTRIES[3], plan: PLAN },
  ]
  return [
    ...insiders.map((person) => ({ key: S3_FOR_ALL, person, isOn: true })),
    ...outsiders.flatMap((person) => [
      { key: S3_FOR_ALL, person, isOn: false },
      { key: SCENARIOS.S3, person, isOn: false },
    ]),
  ]
}

async function checkShare(ask: Ask, key: string, percent: number): Promise<void> {
  let on = 0
  for (const person of PEOPLE) {
    const answer = await ask(key, person)
    if (answer !== (await ask(key, person))) {
      throw new Error(`"${key}" changes its answer for ${person.targetingKey}`)
    }
    on += Number(answer)
  }
  const share = (on * 100) / PEOPLE.length
  if (Math.abs(share - percent) > TOLERANCE) {
    throw new Error(`"${key}" is on for ${share} %, not ${percent} %`)
  }
}
