import { refuse } from '../refuse.ts'
import type { MakeTest, Value } from './test.ts'

/** `inCidr`: IPv4 and IPv6 addresses in ranges; a range without `/` is that one address. */
export const inCidr: MakeTest = (values) => {
  const ranges = values.map(prefixOf)
  return (asked) => {
    const bits = typeof asked === 'string' ? bitsOf(asked) : ''
    return bits
      ? ranges.some((prefix) => bits.startsWith(prefix) && isIpv4(bits) === isIpv4(prefix))
      : undefined
  }
}

/** IPv4 addresses are `::ffff:a.b.c.d`, which is how dual-stack sockets report them. */
const IPV4 = '0'.repeat(80) + '1'.repeat(16)
const isIpv4 = (bits: string) => bits.startsWith(IPV4)

/** The bits all addresses of a range begin with. */
function prefixOf(range: Value): string {
  const [, address = '', length] = /^(.*?)(?:\/(0|[1-9]\d*))?$/.exec(`${range}`) ?? []
  const bits = bitsOf(address)
  const end = length === undefined ? 128 : Number(length) + (address.includes(':') ? 0 : 96)
  return bits && end <= 128 ? bits.slice(0, end) : refuse(range)
}

/** The 128 bits of an address, as digits; nothing when it is none. */
function bitsOf(address: string): string {
  const sides = address
    .replace(
      /^(.*:)?(\d+)\.(\d+)\.(\d+)\.(\d+)$/,
      (_, before = '::ffff:', a, b, c, d) => `${before}${byte(a)}${byte(b)}:${byte(c)}${byte(d)}`,
    )
    .split('::')
    .map((side) => (side ? side.split(':') : []))
  const [front = [], back] = sides
  const zeros = 8 - sides.flat().length
  const groups = back && zeros > 0 ? [...front, ...Array(zeros).fill('0'), ...back] : front
  return sides.length < 3 &&
    groups.length === 8 &&
    groups.every((group) => /^[\da-f]{1,4}$/i.test(group))
    ? groups.map((group) => digits(Number.parseInt(group, 16), 16, 2)).join('')
    : ''
}

/** Two hexadecimal digits; something else when the text is no byte. */
function byte(text: string): string {
  const number = Number(text)
  return `${number}` === text && number < 256 ? digits(number, 8, 16) : '-'
}

/** The digits of so many bits. */
function digits(number: number, bits: number, radix: number): string {
  return (2 ** bits + number).toString(radix).slice(1)
}
