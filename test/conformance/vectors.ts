import { ATTRIBUTES } from './tables/attribute-cases.ts'
import { DEPENDENCIES } from './tables/dependency-cases.ts'
import { HASHES } from './tables/hash-rows.ts'
import { HASHED } from './tables/hashed-cases.ts'
import { operatorCases } from './tables/operator-cases.ts'
import { EQUALITY, IGNORING_CASE, TEXT } from './tables/operator-rows.ts'
import { ORDER } from './tables/order-cases.ts'
import { ADDRESSES, INSTANTS, NUMBERS, VERSIONS } from './tables/ordered-rows.ts'
import { rolloutCases } from './tables/rollout-cases.ts'
import { type DecisionVectors, FORMAT_VERSION, type HashVectors } from './vector-file.ts'

/** The files of `vectors/`, by name. */
export function makeVectors(): Readonly<Record<string, DecisionVectors | HashVectors>> {
  return {
    'attributes.json': decisions('Where attributes are found', ATTRIBUTES),
    'hash.json': { version: FORMAT_VERSION, title: 'murmur3_x86_32 of UTF-8', hashes: HASHES },
    'hashed-lists.json': decisions('Lists of hashes, as client keys are given them', HASHED),
    'operators-address.json': decisions('IP addresses', operatorCases(ADDRESSES)),
    'operators-equality.json': decisions('in and equals', operatorCases(EQUALITY)),
    'operators-ignoring-case.json': decisions(
      'Case',
      operatorCases(IGNORING_CASE, { ignoreCase: true }),
    ),
    'operators-instant.json': decisions('before and after', operatorCases(INSTANTS)),
    'operators-number.json': decisions('Numbers', operatorCases(NUMBERS)),
    'operators-text.json': decisions('Texts', operatorCases(TEXT)),
    'operators-version.json': decisions('Semantic versions', operatorCases(VERSIONS)),
    'order.json': decisions('The order of evaluation, fallbacks, broken flags', ORDER),
    'prerequisites-and-segments.json': decisions(
      'What needs other flags and segments',
      DEPENDENCIES,
    ),
    'rollouts.json': decisions('Percentages and splits', rolloutCases()),
  }
}

interface Table {
  readonly flags: DecisionVectors['ruleset']['flags']
  readonly segments?: DecisionVectors['ruleset']['segments']
  readonly cases: DecisionVectors['cases']
}

function decisions(title: string, { flags, segments = [], cases }: Table): DecisionVectors {
  return { version: FORMAT_VERSION, title, ruleset: { flags, segments }, cases }
}
