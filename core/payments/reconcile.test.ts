import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rupiah } from '../kernel/rupiah.ts'
import { moneyOf, moveOf, outcomes } from './outcome.ts'
import { reconcile } from './reconcile.ts'

const tally = fc.record({
  outcome: fc.constantFrom(...outcomes),
  families: fc.nat(100_000),
  rupiah: fc.nat(600_000_000_000).map(rupiah),
})

test('instructed is paid, returned and open together, in families and to the rupiah', () => {
  fc.assert(
    fc.property(fc.array(tally, { maxLength: 40 }), (tallies) => {
      const { instructed, paid, returned, open } = reconcile(tallies)
      expect(paid.rupiah + returned.rupiah + open.rupiah).toBe(instructed.rupiah)
      expect(paid.families + returned.families + open.families).toBe(instructed.families)
      expect(instructed.rupiah).toBe(tallies.reduce((sum, each) => sum + each.rupiah, 0))
    }),
  )
})

test('three rounds of 1,717 families are Rp1,802,850,000, wherever the money stands', () => {
  const money = reconcile([
    { outcome: 'paid', families: 5000, rupiah: rupiah(5000 * 350_000) },
    { outcome: 'dead', families: 51, rupiah: rupiah(51 * 350_000) },
    { outcome: 'unknown', families: 100, rupiah: rupiah(100 * 350_000) },
  ])
  expect(money.instructed.rupiah).toBe(1_802_850_000)
  expect(money.returned.rupiah).toBe(17_850_000)
  expect(money.open.families).toBe(100)
})

test('a reply never moves money out of paid or returned into open, nor out of returned into paid', () => {
  for (const from of outcomes) {
    for (const to of outcomes) {
      const silent = moveOf(from, to) === 'apply' || moveOf(from, to) === 'look'
      if (moneyOf[from] !== 'open' && moneyOf[to] === 'open') expect(silent).toBe(false)
      if (moneyOf[from] === 'returned' && moneyOf[to] === 'paid') expect(silent).toBe(false)
      if (moneyOf[from] === 'open' && from !== to) expect(moveOf(from, to)).toBe('apply')
    }
  }
})
