import { expect, test } from 'vitest'
import { refuseAddress } from './refuse-address.ts'

test('an address of the network needs https, and a demonstration never has one', () => {
  for (const host of ['0.0.0.0', '::', '192.168.1.5', 'entas.example']) {
    const open = (demonstration: boolean, https: boolean) => () =>
      refuseAddress(host, { demonstration, https })
    expect(open(false, false)).toThrow(expect.objectContaining({ code: 'floor.plain-network' }))
    expect(open(false, true)).not.toThrow()
    expect(open(true, false)).toThrow(expect.objectContaining({ code: 'floor.loopback-only' }))
    expect(open(true, true)).toThrow(expect.objectContaining({ code: 'floor.loopback-only' }))
  }
})

test('this computer itself is always open', () => {
  for (const host of ['127.0.0.1', '::1', 'localhost']) {
    expect(() => refuseAddress(host, { demonstration: false, https: false })).not.toThrow()
    expect(() => refuseAddress(host, { demonstration: true, https: false })).not.toThrow()
  }
})
