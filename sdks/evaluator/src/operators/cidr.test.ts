import { describe, expect, it } from 'vitest'
import { inCidr } from './cidr.ts'

const isIn = (range: string, address: unknown) => inCidr([range], false)(address, {})

describe('inCidr', () => {
  it.each([
    ['10.0.0.0/8', '10.255.255.255', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['10.1.2.3/8', '10.200.0.1', true],
    ['192.168.1.128/25', '192.168.1.127', false],
    ['192.168.1.128/25', '192.168.1.128', true],
    ['192.168.1.1', '192.168.1.1', true],
    ['192.168.1.1', '192.168.1.2', false],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['0.0.0.0/0', '::1', false],
    ['::/0', '::1', true],
    ['::/0', '1.2.3.4', false],
    ['2001:db8::/32', '2001:DB8:ffff::1', true],
    ['2001:db8::/32', '2001:db9::', false],
    ['2001:db8::1', '2001:0db8:0000:0000:0000:0000:0000:0001', true],
    ['2001:db8::/127', '2001:db8::1', true],
    ['2001:db8::/127', '2001:db8::2', false],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0', true],
    ['64:ff9b::/96', '64:ff9b::192.0.2.33', true],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221', true],
    ['10.0.0.0/8', '::ffff:10.1.2.3', true],
    ['10.0.0.0/8', '::ffff:a01:203', true],
    ['::ffff:10.0.0.0/104', '10.1.2.3', true],
    ['::ffff:10.0.0.0/104', '11.1.2.3', false],
  ])('%s has %s: %s', (range, address, expected) => {
    expect(isIn(range, address)).toBe(expected)
  })

  it('takes nothing else for an address', () => {
    for (const text of [
      ...['', '1.2.3', '1.2.3.4.5', '1.2.3.256', '01.2.3.4', '1.2.3.4 ', '1.2.3.-4', '1.2.3.4/8'],
      ...['::1::', ':::', ':1', '1:', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1:2:3:4::5:6:7:8'],
      ...[
        '12345::',
        'g::',
        '::1%eth0',
        '[::1]',
        '::1.2.3',
        '::1.2.3.4.5',
        '1.2.3.4::',
        '::ffff:1.2.3.400',
      ],
      ...['1:2:3:4:5:6:7:1.2.3.4', '0x7f000001', '2130706433', 'localhost'],
    ])
      expect(isIn('::/0', text), text).toBeUndefined()
    for (const value of [undefined, null, 127, true, ['::1'], {}])
      expect(isIn('::/0', value)).toBeUndefined()
  })

  it('is asked of ranges only', () => {
    for (const range of [
      '',
      '/8',
      '10.0.0.0/33',
      '10.0.0.0/',
      '10.0.0.0/08',
      '::/129',
      '::/-1',
      'x',
    ])
      expect(() => inCidr([range], false), range).toThrow()
  })
})
