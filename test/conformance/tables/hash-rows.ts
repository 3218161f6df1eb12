import reference from 'murmurhash'
import type { HashVectors } from '../vector-file.ts'

const TEXTS = [
  '',
  ...[
    'a',
    'ab',
    'abc',
    'abcd',
    'abcde',
    'The quick brown fox jumps over the lazy dog',
    'x'.repeat(1_000),
  ],
  ...[
    '\u0000',
    '\u007f',
    '\u0080',
    '\u07ff',
    '\u0800',
    '\ud7ff',
    '\ue000',
    '\uffff',
    '😀',
    '\u{10ffff}',
  ],
  ...['ünï', 'Žofie', '足球', 'пользователь', 'مستخدم', 'e\u0301', 'a😀b', 'aa😀bb', 'aaa😀bbb'],
  ...['\ud800', '\udc00', 'a\ud800', '\udc00\ud800', '\ud800a', 'x\udfffy', '\ud83d\ud83d\ude00'],
]

/** By the murmurhash package. */
export const HASHES: HashVectors['hashes'] = [0, 1, 0x9747b28c, 0xffff_ffff].flatMap((seed) =>
  TEXTS.map((text) => ({ text, seed, hash: reference.v3(text, seed) })),
)
