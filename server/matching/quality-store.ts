import { sql } from 'kysely'
import type { Label, SavedPair, SavedStratum } from '../../core/matching/quality-figures.ts'
import { change, firstRow, type Reader, rows, type Writer } from '../database.ts'

/**
 * A bound, not a page: the whole registry keeps some 60,000 pairs at most, a list that was matched
 * by itself since some 7,000 (core/matching/quality-sample).
 */
const pairLimit = 500_000
const stratumLimit = 20_000
/** A clerk gives some hundreds. */
const labelLimit = 1_000_000
const sampleLimit = 50

export type SampleRow = {
  readonly id: string
  readonly drawnAt: Date
  readonly ruleVersion: string
  readonly families: number
  readonly floor: number
  readonly expectedBelow: number
  readonly expectedMissed: number
  readonly labels: number
  readonly labelledAt: Date | null
}

/** Where, in the order of the ids, the families of another list begin. */
export type ListIsland = { readonly from: string; readonly list: string | null }

/**
 * The list of every family as stretches of ids: ids carry their time, so the families of a list
 * stand together and a million families are a few stretches.
 */
export function listIslands(db: Reader): Promise<ListIsland[]> {
  return rows<ListIsland>(
    db,
    sql`
      select id as "from", list
      from (
        select id, first_import_id as list,
          lag(first_import_id) over (order by tenant_id, id) as before
        from entas.household
        where tenant_id = ${db.tenantId}
          and state <> 'withdrawn'
      ) as family
      where list is distinct from before
      order by id
      limit 5000000`,
  )
}

/** Lists that entered, the newest first. */
export function listEnteredImports(db: Reader): Promise<{ readonly id: string }[]> {
  return rows(
    db,
    sql`
      select id
      from entas.import
      where tenant_id = ${db.tenantId}
        and state = 'entered'
      order by received_at desc, id desc
      limit 10000`,
  )
}

export function saveSample(
  db: Writer,
  sample: {
    readonly id: string
    readonly importId: string | null
    readonly ruleVersion: string
    readonly seed: number
    readonly families: number
    readonly floor: number
    readonly expectedBelow: number
    readonly expectedMissed: number
  },
): Promise<number> {
  return change(
    db,
    sql`
      insert into entas.match_sample (tenant_id, id, import_id, drawn_at, rule_version, seed,
        families, probability_floor, expected_below, expected_missed)
      values (${db.tenantId}, ${sample.id}, ${sample.importId}, ${db.now}, ${sample.ruleVersion},
        ${sample.seed}, ${sample.families}, ${sample.floor}, ${sample.expectedBelow},
        ${sample.expectedMissed})`,
  )
}

export function saveStrata(
  db: Writer,
  sampleId: string,
  strata: readonly SavedStratum[],
): Promise<number> {
  return change(
    db,
    sql`
      insert into entas.match_sample_stratum (tenant_id, sample_id, stratum_no, band, joined,
        left_import_id, right_import_id, size)
      select ${db.tenantId}, ${sampleId}, given.no, given.band, given.joined, given.left_list,
        given.right_list, given.size
      from unnest(
        ${strata.map((each) => each.no)}::integer[],
        ${strata.map((each) => each.band)}::smallint[],
        ${strata.map((each) => each.joined)}::boolean[],
        ${strata.map((each) => each.leftList)}::uuid[],
        ${strata.map((each) => each.rightList)}::uuid[],
        ${strata.map((each) => each.size)}::bigint[]
      ) as given (no, band, joined, left_list, right_list, size)`,
  )
}

export type PairDraft = {
  readonly pairNo: number
  readonly stratumNo: number
  readonly draw: number
  readonly left: string
  readonly right: string
  readonly probability: number
  readonly weight: number
  readonly evidence: string | null
}

export function saveDrawnPairs(
  db: Writer,
  sampleId: string,
  pairs: readonly PairDraft[],
): Promise<number> {
  return change(
    db,
    sql`
      insert into entas.match_sample_pair (tenant_id, sample_id, pair_no, stratum_no, draw,
        left_household_id, right_household_id, probability, weight, evidence)
      select ${db.tenantId}, ${sampleId}, given.*
      from unnest(
        ${pairs.map((pair) => pair.pairNo)}::integer[],
        ${pairs.map((pair) => pair.stratumNo)}::integer[],
        ${pairs.map((pair) => pair.draw)}::bigint[],
        ${pairs.map((pair) => pair.left)}::uuid[],
        ${pairs.map((pair) => pair.right)}::uuid[],
        ${pairs.map((pair) => pair.probability)}::real[],
        ${pairs.map((pair) => pair.weight)}::real[],
        ${pairs.map((pair) => pair.evidence)}::jsonb[]
      ) as given`,
  )
}

/** Samples that nobody labelled make room for the next one; pairs and strata first. */
export async function dropUnlabelledSamples(db: Writer): Promise<void> {
  const unlabelled = sql`
    select id
    from entas.match_sample as sample
    where sample.tenant_id = ${db.tenantId}
      and not exists (
        select from entas.match_label
        where match_label.tenant_id = ${db.tenantId} and match_label.sample_id = sample.id)`
  await change(
    db,
    sql`
      delete from entas.match_sample_pair
      where tenant_id = ${db.tenantId} and sample_id in (${unlabelled})`,
  )
  await change(
    db,
    sql`
      delete from entas.match_sample_stratum
      where tenant_id = ${db.tenantId} and sample_id in (${unlabelled})`,
  )
  await change(
    db,
    sql`delete from entas.match_sample where tenant_id = ${db.tenantId} and id in (${unlabelled})`,
  )
}

/** The newest sample, and all that have labels; the newest first. */
export function listSamples(db: Reader): Promise<SampleRow[]> {
  return rows<SampleRow>(
    db,
    sql`
      select sample.id, drawn_at as "drawnAt", rule_version as "ruleVersion", families,
        probability_floor as floor, expected_below as "expectedBelow",
        expected_missed as "expectedMissed", count(label.pair_no) as labels,
        max(label.labelled_at) as "labelledAt"
      from entas.match_sample as sample
      left join entas.match_label as label
        on label.tenant_id = ${db.tenantId} and label.sample_id = sample.id
      where sample.tenant_id = ${db.tenantId}
      group by sample.tenant_id, sample.id
      order by drawn_at desc, sample.id desc
      limit ${sampleLimit}`,
  )
}

export function listStrata(db: Reader, sampleId: string): Promise<SavedStratum[]> {
  return rows<SavedStratum>(
    db,
    sql`
      select stratum_no as no, band, joined, left_import_id as "leftList",
        right_import_id as "rightList", size
      from entas.match_sample_stratum
      where tenant_id = ${db.tenantId}
        and sample_id = ${sampleId}
      order by stratum_no
      limit ${stratumLimit}`,
  )
}

export function listDrawnPairs(db: Reader, sampleId: string): Promise<SavedPair[]> {
  return rows<SavedPair>(
    db,
    sql`
      select pair.pair_no as "pairNo", stratum_no as "stratumNo", draw, label.label
      from entas.match_sample_pair as pair
      left join entas.match_label as label
        on label.tenant_id = ${db.tenantId}
        and label.sample_id = pair.sample_id
        and label.pair_no = pair.pair_no
      where pair.tenant_id = ${db.tenantId}
        and pair.sample_id = ${sampleId}
      order by pair.pair_no
      limit ${pairLimit}`,
  )
}

export type ListRow = {
  readonly id: string
  readonly fileName: string
  readonly owner: string
  readonly receivedAt: Date
}

export function listImports(db: Reader, ids: readonly string[]): Promise<ListRow[]> {
  return rows<ListRow>(
    db,
    sql`
      select id, file_name as "fileName", owner, received_at as "receivedAt"
      from entas.import
      where tenant_id = ${db.tenantId}
        and id = any(${[...ids]}::uuid[])
      order by received_at desc, id desc
      limit 1000`,
  )
}

export function findDrawnPair(
  db: Reader,
  of: { readonly sampleId: string; readonly pairNo: number },
) {
  return firstRow<{
    readonly left: string
    readonly right: string
    readonly label: Label | null
    readonly labelledBy: string | null
  }>(
    db,
    sql`
      select left_household_id as left, right_household_id as right, label.label,
        label.labelled_by as "labelledBy"
      from entas.match_sample_pair as pair
      left join entas.match_label as label
        on label.tenant_id = ${db.tenantId}
        and label.sample_id = pair.sample_id
        and label.pair_no = pair.pair_no
      where pair.tenant_id = ${db.tenantId}
        and pair.sample_id = ${of.sampleId}
        and pair.pair_no = ${of.pairNo}
      limit 1`,
  )
}

export function saveLabel(
  db: Writer,
  given: { readonly sampleId: string; readonly pairNo: number; readonly label: Label },
): Promise<number> {
  return change(
    db,
    sql`
      insert into entas.match_label (tenant_id, sample_id, pair_no, label, labelled_by, labelled_at)
      values (${db.tenantId}, ${given.sampleId}, ${given.pairNo}, ${given.label}, ${db.actorId},
        ${db.now})
      on conflict (tenant_id, sample_id, pair_no) do nothing`,
  )
}

/** The newest label of a sample that an account gave. */
export function findOwnLabel(
  db: Reader,
  of: { readonly sampleId: string; readonly accountId: string },
) {
  return firstRow<{ readonly pairNo: number; readonly label: Label }>(
    db,
    sql`
      select pair_no as "pairNo", label
      from entas.match_label
      where tenant_id = ${db.tenantId}
        and sample_id = ${of.sampleId}
        and labelled_by = ${of.accountId}
      order by labelled_at desc, pair_no desc
      limit 1`,
  )
}

export function removeLabel(
  db: Writer,
  of: { readonly sampleId: string; readonly pairNo: number },
): Promise<number> {
  return change(
    db,
    sql`
      delete from entas.match_label
      where tenant_id = ${db.tenantId}
        and sample_id = ${of.sampleId}
        and pair_no = ${of.pairNo}`,
  )
}

export type LabelledRow = {
  readonly left: string
  readonly right: string
  readonly label: 'same' | 'different'
  /** Pairs of the stratum that each of its labels stands for. */
  readonly standsFor: number
}

/** What clerks said of drawn pairs, the newest last; "cannot tell" teaches nothing. */
export function listLabels(db: Reader): Promise<LabelledRow[]> {
  return rows<LabelledRow>(
    db,
    sql`
      select pair.left_household_id as left, pair.right_household_id as right, label.label,
        stratum.size::double precision
          / count(*) over (partition by pair.sample_id, pair.stratum_no) as "standsFor"
      from entas.match_label as label
      join entas.match_sample_pair as pair
        on pair.tenant_id = ${db.tenantId}
        and pair.sample_id = label.sample_id
        and pair.pair_no = label.pair_no
      join entas.match_sample_stratum as stratum
        on stratum.tenant_id = ${db.tenantId}
        and stratum.sample_id = pair.sample_id
        and stratum.stratum_no = pair.stratum_no
      where label.tenant_id = ${db.tenantId}
        and label.label <> 'unsure'
      order by label.labelled_at, label.sample_id, label.pair_no
      limit ${labelLimit}`,
  )
}
