import { readXlsx } from 'hucre/xlsx'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../server/new-id.ts'
import { sariVillage } from '../support/cast.ts'
import { confirmVillage, familiesOf, seenBy } from '../support/decided-families.ts'
import { betterAnswers, poorAnswers, visitOf } from '../support/visit-answers.ts'
import { openWorld, type World } from '../support/world.ts'

let world: World
let owner: pg.Client

beforeAll(async () => {
  world = await openWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})

afterAll(async () => {
  await owner.end()
  await world.close()
})

const { listed, visited, accepted, confirmed, decisionOf, makeAlias } = familiesOf(() => world)

/** What the registry's list says of a family. */
async function resultOf(householdId: string): Promise<string | null> {
  return (await world.as('ratna').get(`/api/households/${householdId}`)).body.result
}

describe('accepting a visit', () => {
  test('derives the family again, names where it is from, and proposes a result', async () => {
    const made = await accepted('Aminah', { answers: { ...poorAnswers, 'member-count': 3 } })
    expect(made.counts).toEqual({ accepted: 1, proposed: 1, again: 0, undetermined: 0, skipped: 0 })
    const { rows } = await owner.query(
      'select state, conditions, provenance, member_count from entas.household where id = $1',
      [made.householdId],
    )
    expect(rows[0]).toMatchObject({ state: 'accepted', member_count: 3 })
    expect(rows[0].conditions.floor).toBe('earth')
    expect(rows[0].provenance.conditions).toEqual(['visit', made.visitId, '2023-08-14'])
    expect(await decisionOf(made.householdId)).toMatchObject({
      result: 'extremely-poor',
      state: 'proposed',
    })
  })

  test('a second time takes nothing', async () => {
    const made = await accepted('Burhan')
    const again = await world.as('ratna').post('/api/visits/accept', { ids: [made.visitId] })
    expect(again.body).toMatchObject({ accepted: 0, proposed: 0, skipped: 1 })
  })

  test.each([
    ['better-off', { answers: betterAnswers }],
    [
      'criteria-not-met',
      { answers: { ...poorAnswers, floor: 'ceramic', wall: 'plastered', toilet: 'own' } },
    ],
    ['disqualified', { answers: { ...poorAnswers, car: 1 } }],
    ['moved', { result: 'moved', reason: 'other-regency', answers: {} }],
    ['dead', { result: 'dead', answers: {} }],
    ['not-found', { result: 'not-found', answers: {} }],
    ['refused', { result: 'refused', answers: {} }],
    ['double', { result: 'double', answers: {} }],
  ])('proposes %s', async (result, but) => {
    const made = await accepted(`Cik ${result}`, but)
    expect(await decisionOf(made.householdId)).toMatchObject({ result })
  })

  test('of an empty house sends the verifier again', async () => {
    const made = await accepted('Dullah', { result: 'empty-house', answers: {} })
    expect(made.counts).toMatchObject({ accepted: 1, proposed: 0, again: 1 })
    const tasks = await world.as('budi').get('/api/tasks')
    const task = tasks.body.tasks.find(
      (each: { householdId: string }) => each.householdId === made.householdId,
    )
    expect(task.state).toBe('again')
  })

  test('whose spending was refused leaves the family undetermined, not decided', async () => {
    const made = await accepted('Eliza', { answers: { ...poorAnswers, spending: 'refused' } })
    expect(made.counts).toMatchObject({ accepted: 1, proposed: 0, undetermined: 1 })
    expect(await decisionOf(made.householdId)).toBeUndefined()
  })

  test('judges by the line in force on the day of the visit', async () => {
    const answers = { ...poorAnswers, spending: 340_000 * 4, 'food-spending': 800_000 }
    const before = await accepted('Fendi', { answers, visitedOn: '2023-02-10' })
    const after = await accepted('Gina', { answers, visitedOn: '2023-03-10' })
    expect((await decisionOf(before.householdId)).result).toBe('better-off')
    expect((await decisionOf(after.householdId)).result).toBe('extremely-poor')
  })

  test('makes a dead head no payee: the oldest living member is named', async () => {
    const made = await listed('Haji Salim')
    const widow = newId()
    await owner.query(
      `insert into entas.person (tenant_id, id, household_id, village_code, name, name_key,
         relation, born_on, derived_at)
       values (1, $1, $2, $3, 'Siti Salim', 'SITI SALIM', 'spouse', '1960-01-01', now())`,
      [widow, made.householdId, sariVillage],
    )
    await world.as('ratna').post('/api/assignments', { villages: [sariVillage] })
    const visit = visitOf(made.householdId, {
      members: [
        { personId: made.personId, presence: 'dead' },
        { personId: widow, presence: 'here' },
      ],
    })
    await world.as('budi').post('/api/visits', visit)
    await world.as('ratna').post('/api/visits/accept', { ids: [visit.id] })
    const { id } = await decisionOf(made.householdId)
    await world.as('hendra').post('/api/decisions/confirm', { ids: [id] })
    const number = `SK/${newId()}`
    const decree = { number, title: 'Penetapan keluarga', decreedOn: '2023-09-29' }
    const draft = await world.as('ratna').post('/api/decrees', decree)
    const lines = await world.as('ratna').get(`/api/decrees/${draft.body.id}/lines`)
    const line = lines.body.rows.find(
      (each: { householdId: string }) => each.householdId === made.householdId,
    )
    expect(line).toMatchObject({ headName: 'Haji Salim', payeeName: 'Siti Salim' })
  })
})

describe('deciding', () => {
  test('shows the nine criteria, the inputs used and figures for the sentence', async () => {
    const made = await accepted('Indra')
    const { id } = await decisionOf(made.householdId)
    const shown = await world.as('hendra').get(`/api/decisions/${id}`)
    expect(shown.body.boxes).toHaveLength(9)
    expect(shown.body.figures).toEqual({
      met: 8,
      of: 9,
      threshold: 6,
      perPerson: 250_000,
      line: 351_957,
    })
    expect(shown.body.criteria[5]).toEqual({
      code: 'poor-floor',
      is: 'met',
      inputs: { floor: 'earth' },
    })
  })

  test('who proposed may not confirm; a second person may', async () => {
    const made = await accepted('Juned')
    const { id } = await decisionOf(made.householdId)
    const own = await world.as('ratna').post('/api/decisions/confirm', { ids: [id] })
    expect([own.status, own.body.code]).toEqual([409, 'classification.own-proposal'])
    const other = await world.as('hendra').post('/api/decisions/confirm', { ids: [id] })
    expect(other.body).toEqual({ confirmed: 1, own: 0, skipped: 0, visitWaits: 0 })
    const { rows } = await owner.query('select state from entas.household where id = $1', [
      made.householdId,
    ])
    expect(rows[0].state).toBe('decided')
  })

  test('a decided family takes no visit until its decision is reopened with a reason', async () => {
    const made = await confirmed('Karim')
    const late = await world.as('budi').post('/api/visits', visitOf(made.householdId))
    expect(late.body.code).toBe('visits.already-accepted')
    const url = `/api/decisions/${made.decisionId}/reopen`
    const hendra = world.as('hendra')
    expect((await hendra.post(url, { reason: 'x' })).status).toBe(422)
    expect(await resultOf(made.householdId)).toBe('extremely-poor')
    const opened = await hendra.post(url, { reason: 'Keluarga menyampaikan keberatan' })
    expect(opened.body).toEqual({ id: made.decisionId, state: 'reopened' })
    expect(await resultOf(made.householdId)).toBeNull()
    expect((await hendra.post(url, { reason: 'Sekali lagi' })).body.code).toBe(
      'classification.not-standing',
    )
    const again = await world.as('budi').post('/api/visits', visitOf(made.householdId))
    expect(again.body.is).toBe('kept')
  })

  test('aliases are proposed as double without a visit and confirmed', async () => {
    const real = await accepted('Lukman')
    const alias = await listed('Lukman')
    await makeAlias(alias.householdId, real.householdId)
    const proposed = await world.as('ratna').post('/api/decisions/propose-doubles')
    expect(proposed.body.proposed).toBe(1)
    const decision = await decisionOf(alias.householdId)
    expect(decision).toMatchObject({ result: 'double', reason_code: 'list.alias' })
    const done = await world.as('hendra').post('/api/decisions/confirm', { ids: [decision.id] })
    expect(done.body.confirmed).toBe(1)
  })

  test('a family that became an alias meanwhile is not confirmed as extremely poor', async () => {
    const real = await accepted('Marwan')
    const other = await accepted('Marwan Dua')
    await makeAlias(other.householdId, real.householdId)
    const { id } = await decisionOf(other.householdId)
    const answer = await world.as('hendra').post('/api/decisions/confirm', { ids: [id] })
    expect(answer.body).toEqual({ confirmed: 0, own: 0, skipped: 1, visitWaits: 0 })
  })

  test('a family with a newer visit that waits for the office is not decided over it', async () => {
    const real = await accepted('Mawar')
    const made = await visited('Mawar Dua')
    await makeAlias(made.householdId, real.householdId)
    await world.as('ratna').post('/api/decisions/propose-doubles')
    const { id } = await decisionOf(made.householdId)
    const hendra = world.as('hendra')
    const refused = await hendra.post('/api/decisions/confirm', { ids: [id] })
    expect(refused.body).toMatchObject({
      code: 'classification.visit-waits',
      details: { count: 1 },
    })
    expect((await hendra.get(`/api/decisions/${id}`)).body.mayNotBecause).toBe('visit-waits')
    const village = await confirmVillage(world, sariVillage)
    expect(village.body.visitWaits).toBe(1)
    expect(await decisionOf(real.householdId)).toMatchObject({ state: 'confirmed' })
    expect(await decisionOf(made.householdId)).toMatchObject({ state: 'proposed' })
    const reason = 'Keluarga ini sama dengan keluarga Mawar'
    await world.as('ratna').post(`/api/visits/${made.visitId}/return`, { reason })
    const now = await hendra.post('/api/decisions/confirm', { ids: [id] })
    expect(now.body).toMatchObject({ confirmed: 1, visitWaits: 0 })
  })

  test('a village is confirmed as it was seen: what came since is looked at first', async () => {
    const before = await accepted('Melati')
    const seen = await seenBy(world, sariVillage)
    const since = await accepted('Melur')
    const hendra = world.as('hendra')
    const body = { village: sariVillage, seen }
    const refused = await hendra.post('/api/decisions/confirm', body)
    expect([refused.status, refused.body.code]).toEqual([409, 'classification.more-than-seen'])
    expect(refused.body.details).toEqual({ count: 1 })
    expect(await decisionOf(before.householdId)).toMatchObject({ state: 'proposed' })
    // One of them confirmed meanwhile: the count is as it was seen, yet one was not.
    await hendra.post('/api/decisions/confirm', {
      ids: [(await decisionOf(before.householdId)).id],
    })
    expect((await hendra.post('/api/decisions/confirm', body)).body.details).toEqual({ count: 1 })
    expect((await confirmVillage(world, sariVillage)).status).toBe(200)
    expect(await decisionOf(since.householdId)).toMatchObject({ state: 'confirmed' })
    const blind = await hendra.post('/api/decisions/confirm', { village: sariVillage })
    expect(blind.status).toBe(422)
  })

  test('a village operator sees the own village and may not confirm', async () => {
    const made = await accepted('Nasir')
    const { id } = await decisionOf(made.householdId)
    const shown = await world.as('sari').get(`/api/decisions/${id}`)
    expect(shown.body).toMatchObject({ mayConfirm: false, mayNotBecause: 'not-allowed' })
    const denied = await world.as('sari').post('/api/decisions/confirm', { ids: [id] })
    expect(denied.status).toBe(403)
  })
})

describe('a decree', () => {
  const decree = (number: string) => ({
    number,
    title: 'Penetapan keluarga miskin ekstrem',
    decreedOn: '2023-09-29',
  })
  let nextNumber = 0
  let number = ''

  beforeEach(() => {
    nextNumber += 1
    number = `188.45/${nextNumber}/2023`
  })

  test('frozen by the regent keeps lines and digest for ever', async () => {
    await confirmed(`Oman ${number}`)
    const draft = await world.as('ratna').post('/api/decrees', decree(number))
    const { id, lineCount } = draft.body
    const url = `/api/decrees/${id}/freeze`
    expect((await world.as('ratna').post(url, { number, lineCount })).status).toBe(403)
    const wrong = await world.as('bupati').post(url, { number, lineCount: lineCount + 1 })
    expect(wrong.body.code).toBe('classification.decree-not-confirmed')
    const frozen = await world.as('bupati').post(url, { number, lineCount })
    expect(frozen.body.digest).toMatch(/^[0-9a-f]{64}$/)
    const again = await world.as('bupati').post(url, { number, lineCount })
    expect(again.body.code).toBe('classification.decree-frozen')
    const change = owner.query('update entas.decree_line set head_name = $2 where decree_id = $1', [
      id,
      'Lain',
    ])
    await expect(change).rejects.toMatchObject({ constraint: 'decree_line_frozen' })
    const thaw = owner.query(`update entas.decree set state = 'draft' where id = $1`, [id])
    await expect(thaw).rejects.toMatchObject({ constraint: 'decree_frozen' })
    const annex = await world.as('ratna').get(`/api/decrees/${id}/annex`)
    const book = await readXlsx(annex.bytes)
    expect(book.sheets[0]?.rows).toHaveLength(7 + lineCount)
    expect(JSON.stringify(book.sheets[0]?.rows)).toContain(frozen.body.digest)
  })

  test('is not frozen when a family of it changed since the draft', async () => {
    const made = await confirmed(`Pardi ${number}`)
    const { id, lineCount } = (await world.as('ratna').post('/api/decrees', decree(number))).body
    const reason = 'Keluarga menyampaikan keberatan'
    await world.as('hendra').post(`/api/decisions/${made.decisionId}/reopen`, { reason })
    const url = `/api/decrees/${id}/freeze`
    const refused = await world.as('bupati').post(url, { number, lineCount })
    expect(refused.body).toMatchObject({
      code: 'classification.decree-changed',
      details: { count: 1 },
    })
  })

  test('a family of a frozen decree is no candidate of the next one', async () => {
    await confirmed(`Qomar ${number}`)
    const first = (await world.as('ratna').post('/api/decrees', decree(number))).body
    await world
      .as('bupati')
      .post(`/api/decrees/${first.id}/freeze`, { number, lineCount: first.lineCount })
    const next = await world.as('ratna').post('/api/decrees', decree(`${number}-B`))
    expect(next.body.code).toBe('classification.no-candidates')
  })
})

describe('criteria', () => {
  test('of a regency hold from their day on and are named in the decision', async () => {
    const change = {
      validFrom: '2024-01-01',
      decree: 'Keputusan Bupati Bangka 188.45/1/2024',
      threshold: 9,
    }
    const made = await world.as('ratna').post('/api/criteria', change)
    expect(made.status).toBe(200)
    const twice = await world.as('ratna').post('/api/criteria', change)
    expect(twice.body.code).toBe('classification.criteria-from-taken')
    const before = await world.as('sari').get('/api/criteria?on=2023-12-31')
    const after = await world.as('sari').get('/api/criteria?on=2024-01-01')
    expect([before.body.definition.threshold, after.body.definition.threshold]).toEqual([6, 9])
    const family = await accepted('Zubaidah', { visitedOn: '2024-02-01' })
    const { id, result } = await decisionOf(family.householdId)
    expect(result).toBe('criteria-not-met')
    const shown = await world.as('ratna').get(`/api/decisions/${id}`)
    expect(shown.body.ruleVersion).toBe('daerah-2024-01-01')
  })
})

describe('the lists of decisions and families', () => {
  test('filter by result, aliases as double, and lose it when a decision is opened again', async () => {
    const poor = await confirmed('Hasil Satu')
    const alias = await listed('Hasil Dua')
    await makeAlias(alias.householdId, poor.householdId)
    await world.as('ratna').post('/api/decisions/propose-doubles')
    const { id } = await decisionOf(alias.householdId)
    await world.as('hendra').post('/api/decisions/confirm', { ids: [id] })
    expect(await resultOf(alias.householdId)).toBe('double')
    const named = async (result: string) => {
      const { body } = await world.as('ratna').get(`/api/households?result=${result}&text=Hasil`)
      return body.rows.map((row: { id: string }) => row.id)
    }
    expect(await named('extremely-poor')).toContain(poor.householdId)
    await world.as('ratna').post(`/api/decisions/${poor.decisionId}/reopen`, {
      reason: 'Tetangga melapor lain',
    })
    expect(await named('extremely-poor')).not.toContain(poor.householdId)
  })

  test('say by which rule each was judged, not the rule of today', async () => {
    const made = await accepted('Aturan Lama', { visitedOn: '2023-08-14' })
    const { body: list } = await world
      .as('ratna')
      .get(`/api/decisions?household=${made.householdId}`)
    expect(list.rows[0].ruleVersion).toBe('nasional-2023-03-01')
    const { body } = await world.as('ratna').get('/api/decisions/counts')
    expect(body.rules).toContainEqual(
      expect.objectContaining({ version: 'nasional-2023-03-01', linePerPersonMonth: 351_957 }),
    )
    const { body: criteria } = await world.as('ratna').get('/api/criteria')
    const lines = criteria.history.map((rule: { linePerPersonMonth: number }) => {
      return rule.linePerPersonMonth
    })
    expect(lines).toContain(351_957)
  })

  test('leave out a family whose list was taken back', async () => {
    const made = await listed('Ditarik Kembali')
    await owner.query(`update entas.household set state = 'withdrawn' where id = $1`, [
      made.householdId,
    ])
    const plan = await world.as('ratna').post('/api/assignments', { villages: [sariVillage] })
    expect(plan.status).toBe(200)
    const list = await world.as('ratna').get(`/api/villages/${sariVillage}/list`)
    expect(JSON.stringify(list.body)).not.toContain(made.householdId)
    expect(JSON.stringify((await world.as('budi').get('/api/tasks')).body)).not.toContain(
      made.householdId,
    )
    const visit = await world.as('budi').post('/api/visits', visitOf(made.householdId))
    expect(visit.body.code).toBe('visits.not-your-family')
  })
})
