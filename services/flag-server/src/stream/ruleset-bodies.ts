import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { ContentEncoding } from './content-encoding.ts'
import type { EncodedMessage } from './encoded-message.ts'

/** Smaller ones fit into a packet as they are. */
const MIN_COMPRESSED_BYTES = 1_400

// Each is made once a revision, on zlib's threads: 500 KB take some 10 ms.
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }
const compress = {
  br: (text: Buffer) => promisify(brotliCompress)(text, BROTLI),
  gzip: (text: Buffer) => promisify(gzip)(text),
}

/** One snapshot as HTTP sends it. */
export interface RulesetBody {
  readonly encoding: ContentEncoding
  readonly bytes: Buffer
}

/** Kept as long as the feed keeps the snapshot: until the next revision. */
const bodies = new WeakMap<EncodedMessage, Map<ContentEncoding, Promise<RulesetBody>>>()

/** A snapshot in an encoding, made when the first asks for it. */
export function rulesetBody(
  snapshot: EncodedMessage,
  accepted: ContentEncoding,
): Promise<RulesetBody> {
  let made = bodies.get(snapshot)
  if (!made) {
    made = new Map()
    bodies.set(snapshot, made)
  }
  const encoding = snapshot.text.length < MIN_COMPRESSED_BYTES ? 'identity' : accepted
  let body = made.get(encoding)
  if (!body) {
    body = makeBody(snapshot.text, encoding)
    made.set(encoding, body)
  }
  return body
}

async function makeBody(text: Buffer, encoding: ContentEncoding): Promise<RulesetBody> {
  return { encoding, bytes: encoding === 'identity' ? text : await compress[encoding](text) }
}
