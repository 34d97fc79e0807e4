import { type Rupiah, rupiah } from '../kernel/rupiah.ts'
import { type MoneyStand, moneyOf, moneyStands, type Outcome } from './outcome.ts'

/** Lines of one outcome and what they are due together. */
export type Tally = {
  readonly outcome: Outcome
  readonly families: number
  readonly rupiah: Rupiah
}

export type Sum = { readonly families: number; readonly rupiah: Rupiah }

/** instructed = paid + returned + open, in families and to the rupiah. */
export type Money = { readonly instructed: Sum } & Readonly<Record<MoneyStand, Sum>>

/** Adds up tallies by where the money stands. Every outcome stands somewhere: nothing is lost. */
export function reconcile(tallies: readonly Tally[]): Money {
  const stands = { paid: noSum, returned: noSum, open: noSum }
  for (const tally of tallies) {
    const stand = moneyOf[tally.outcome]
    stands[stand] = addSum(stands[stand], tally)
  }
  const instructed = moneyStands.reduce((all, stand) => addSum(all, stands[stand]), noSum)
  return { instructed, ...stands }
}

const noSum: Sum = { families: 0, rupiah: rupiah(0) }

function addSum(left: Sum, right: Sum): Sum {
  return {
    families: left.families + right.families,
    rupiah: rupiah(left.rupiah + right.rupiah),
  }
}
