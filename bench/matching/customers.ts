import { type Chance, chanceOf } from '../../command/demonstration/chance.ts'

const customerHeadings = ['id', 'given', 'family', 'born', 'town', 'mail', 'person'] as const

export type CustomerErrors = {
  /** Each person is there this often, on average. */
  readonly copies: number
  /** Share of values with a slip, and of missing ones. */
  readonly slips: number
  readonly missing: number
}

const given = (
  'ADA ALICE ALAN AMIR ANNA ARTHUR BEATRICE BEN BRUNO CARLA CECIL CLARA COLIN DAISY DAVID ' +
  'DORA EDITH EDWIN ELSA ERIC ESTHER FELIX FLORA FRANK FREDA GEORGE GILES GWEN HANNAH ' +
  'HAROLD HELEN HENRY HUGO IDA IRENE ISAAC IVY JACK JANE JONAS JUDITH KAREN KEITH KENNETH ' +
  'LAURA LEO LILIAN LINDA LOUIS LUCY MABEL MARCUS MARTHA MATTHEW MAUD MICHAEL MIRIAM NANCY ' +
  'NEIL NINA NORMAN OLGA OSCAR PAMELA PATRICK PAULA PETER PHOEBE QUENTIN RACHEL RALPH ' +
  'RAYMOND RICHARD ROSE RUTH SAMUEL SARAH SIMON SOPHIE STANLEY STELLA SUSAN SYLVIA TERENCE ' +
  'THEO TIMOTHY TOBIAS URSULA VERA VICTOR VIOLET WALTER WILFRED'
).split(' ')
const family = (
  'ABBOTT ADAMSON ALDEN ARCHER ASHBY ATKINS BAILEY BANKS BARLOW BAXTER BECKETT BENNETT ' +
  'BISHOP BLACKWELL BOOTH BOWEN BRADLEY BRIGGS BURTON CARPENTER CARTER CHANDLER CLAYTON ' +
  'COLE CONWAY COOPER CRAWFORD CROSS DALTON DAWSON DIXON DOYLE DRAPER DUNCAN EATON ELLIOTT ' +
  'EMERSON FARROW FERGUSON FINCH FLETCHER FOSTER FOWLER FROST GARDNER GIBSON GILBERT GRANT ' +
  'HAMMOND HARDING HARPER HAYES HOLLAND HOLMES HORTON HUDSON HUGHES INGRAM JARVIS JENNINGS ' +
  'KEMP KERR KNIGHT LAMBERT LANE LAWSON LLOYD LOWE MARSH MASON MERCER MORTON NASH NEWMAN ' +
  'NORRIS OSBORNE PALMER PARSONS PAYNE PERKINS PORTER POTTER QUINN RAMSEY REEVES RHODES ' +
  'ROWLAND SAUNDERS SHAW SHELDON SHORT SLATER SPENCER STOKES SUTTON TANNER THORNTON TURNER ' +
  'TYLER UNDERHILL VAUGHAN VINCENT WADE WALSH WARREN WATTS WEBSTER WHEELER WILDE WINTER ' +
  'WOODWARD WYATT YATES'
).split(' ')
const towns = (
  'ALDERTON BARFORD COLWICH DENBURY ELMSWELL FENBOROUGH GRANTLEY HARLESTON INGLEBY KELBROOK ' +
  'LANGPORT MARSTON NETHERBY OAKHAM PENRITH QUORNDON RADSTOCK SELBOURNE TARPORLEY WHITBURN'
).split(' ')
const hosts = 'POST MAILBOX LETTERS HARPER-LANE BANKS FLETCHER SHAW-COLE QUINN INBOX ROWLAND'.split(
  ' ',
)
const letters = 'ABCDEFGHIKLMNOPRSTUVWY'

type Customer = { given: string; family: string; born: string; town: string; mail: string }

/**
 * A list of customers as shops hold them: no number, names of any rank, one town in four the
 * greatest, the same person several times and hard to read. The same arguments give the same bytes.
 */
export function customersOf(rows: number, seed: number, errors: CustomerErrors): string {
  const chance = chanceOf(seed, 'customers')
  const lines = [customerHeadings.join(',')]
  for (let person = 0; lines.length <= rows; person += 1) {
    const right = makeCustomer(chance)
    let again = 1
    while (again < 12 && chance.happens(1 - 1 / errors.copies)) again += 1
    for (let copy = 0; copy < again && lines.length <= rows; copy += 1) {
      const seen = copy === 0 ? right : withSlips(chance, right, errors)
      const { given, family, born, town, mail } = seen
      lines.push([lines.length - 1, given, family, born, town, mail, person].join(','))
    }
  }
  return `${lines.join('\n')}\n`
}

/** The first of a list is the most frequent, the last the rarest. */
function ranked(chance: Chance, values: readonly string[]): string {
  return values[Math.floor(values.length * chance.next() ** 1.4)] ?? ''
}

function makeCustomer(chance: Chance): Customer {
  const [first, last] = [ranked(chance, given), ranked(chance, family)]
  const [year, month, day] = [
    chance.between(1945, 2012),
    chance.between(1, 12),
    chance.between(1, 28),
  ]
  const users = [`${first}.${last}`, `${first[0]}.${last}`, `${first}${last[0]}`, first + last]
  const number = chance.happens(0.5) ? String(year % 100) : ''
  const mail = `${chance.pick(users)}${number}@${chance.pick(hosts)}.org`.toLowerCase()
  return {
    given: proper(first),
    family: proper(last),
    born: dateOf(year, month, day),
    town: proper(ranked(chance, towns)),
    mail,
  }
}

function withSlips(chance: Chance, right: Customer, errors: CustomerErrors): Customer {
  const { slips, missing } = errors
  const seen = { ...right }
  if (chance.happens(slips)) seen.given = nameSeen(chance, seen.given)
  if (chance.happens(slips)) seen.family = nameSeen(chance, seen.family)
  if (chance.happens(slips * 0.35)) [seen.given, seen.family] = [seen.family, seen.given]
  for (let time = 0; time < 3; time += 1) {
    if (chance.happens(slips * 0.5)) seen.born = dateSeen(chance, seen.born)
  }
  if (chance.happens(slips)) seen.town = textSeen(chance, seen.town)
  if (chance.happens(slips)) seen.mail = textSeen(chance, seen.mail)
  if (chance.happens(missing)) seen.given = ''
  if (chance.happens(missing * 0.7)) seen.family = ''
  if (chance.happens(missing)) seen.town = ''
  if (chance.happens(missing)) seen.mail = ''
  return seen
}

function nameSeen(chance: Chance, name: string): string {
  return chance.happens(0.15) ? name.slice(0, 3) : textSeen(chance, name)
}

/** One letter another, one too many, one too few, or two turned round; sometimes again. */
function textSeen(chance: Chance, text: string): string {
  if (text.length < 3) return text
  const at = chance.below(text.length - 1)
  const letter = chance.pick([...letters]).toLowerCase()
  const seen = chance.pick([
    text.slice(0, at) + letter + text.slice(at + 1),
    text.slice(0, at) + letter + text.slice(at),
    text.slice(0, at) + text.slice(at + 1),
    text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2),
  ])
  return chance.happens(0.25) ? textSeen(chance, seen) : seen
}

function dateSeen(chance: Chance, date: string): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const off = chance.pick([-2, -1, 1, 2])
  const what = chance.below(4)
  if (what === 0) return dateOf(year + chance.pick([-10, -1, 1, 10]), month, day)
  if (what === 1) return dateOf(year, ((month + off + 11) % 12) + 1, day)
  if (what === 2) return dateOf(year, month, ((day + off + 27) % 28) + 1)
  return dateOf(year + off, month, chance.between(1, 28))
}

function dateOf(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function proper(name: string): string {
  return name.slice(0, 1) + name.slice(1).toLowerCase()
}
