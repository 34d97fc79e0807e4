import { createHash } from 'node:crypto'
import { formClusters, type Link } from '../../core/matching/clusters.ts'
import type { Families } from '../../core/matching/families.ts'
import { isSmallList } from '../../core/matching/lookup/small-list.ts'
import {
  type FoundPair,
  type Judged,
  type MatchingAsk,
  matchFamilies,
} from '../../core/matching/match-families.ts'
import { weights2026 } from '../../core/matching/parameters/weights.ts'
import { isHeld } from '../../core/matching/review.ts'
import { explainInParts, findSharedPersons } from '../../core/matching/shared-persons.ts'
import { bulkWorking } from '../bulk.ts'
import { type Writer, working } from '../database.ts'
import { addJob, record } from '../events.ts'
import { newId } from '../new-id.ts'
import type { House } from '../route.ts'
import { listAliases } from './alias-store.ts'
import { draftOf } from './draft-pair.ts'
import { countRegistry } from './family-store.ts'
import { holdRecipients, keepRecipientsApart, listHeldJoins } from './hold-recipients.ts'
import { inSlices } from './in-slices.ts'
import { keepAliases } from './keep-aliases.ts'
import { letGoLeft } from './let-go-store.ts'
import { loadFamilies } from './load-families.ts'
import { findStandingModel, insertModel } from './model-store.ts'
import { keepShared } from './persons/keep-shared.ts'
import { queueContradictions } from './queue-contradictions.ts'
import { readLabels } from './read-labels.ts'
import { keepSample, readFamilyLists, seedOf } from './save-sample.ts'
import { standAsOne } from './stand-as-one.ts'
import {
  listFamiliesOfImport,
  listLeftFamilies,
  listPairs,
  lockMatching,
  type PairLine,
  savePairs,
  withdrawPairs,
} from './store.ts'

/**
 * Matches the whole registry again after a list has entered: families against families, with the
 * persons that are known by now. Comparing needs no lock; what it found is written in one
 * transaction with one event, under verdicts of persons that are read there. A list that is small
 * beside the registry is matched by itself instead (`match-new`).
 */
export async function matchImport(
  house: House,
  job: { readonly tenantId: number; readonly importId: string | null },
): Promise<void> {
  if (await isLeftToSmall(house, job)) return
  const keys = house.keyring.of(job.tenantId)
  const families = await bulkWorking(house.database, job.tenantId, (db) => loadFamilies(db, keys))
  const { labels, lists } = await working(house.database, job.tenantId, async (db) => ({
    labels: await readLabels(db),
    lists: await readFamilyLists(db, families),
  }))
  // Another run draws other pairs: those of an old sample have been looked at and mended.
  const seed = seedOf(newId())
  const ask = { labels, lists: lists.numbers, seed }
  const { matching, shared } = await matchAll(families, ask)
  await working(house.database, job.tenantId, async (db) => {
    await lockMatching(db)
    const { aliasesNow, ...kept } = await keepMatching(db, matching)
    const run = { families, matching, aliases: aliasesNow, lists: lists.lists, seed }
    await keepSample(db, { ...run, importId: job.importId })
    const letGo = await letGoLeft(db)
    const persons = explainInParts({ families, ...shared }, matching.model, shared.places)
    const personsKept = await keepShared(db, persons, null)
    await queueContradictions(db)
    await insertModel(db, { model: matching.model, families: families.count })
    await record(db, {
      name: 'import.matched',
      subject: job.importId ?? undefined,
      detail: {
        families: families.count,
        persons: families.persons,
        compared: matching.compared,
        whole: true,
        ruleVersion: matching.model.version,
        ...kept,
        ...personsKept,
        letGo,
      },
    })
  })
}

/** What was at hand is as large as the registry: nothing holds it while the rest is written. */
async function matchAll(families: Families, ask: MatchingAsk) {
  const { atHand, ...matching } = await inSlices(matchFamilies(families, weights2026, ask))
  const shared = await inSlices(findSharedPersons(families, matching.model, atHand))
  return { matching, shared }
}

/** Hands a list that is small beside the registry on to the index in the server's memory. */
async function isLeftToSmall(
  house: House,
  job: { readonly tenantId: number; readonly importId: string | null },
): Promise<boolean> {
  const { tenantId, importId } = job
  if (importId === null) return false
  return working(house.database, tenantId, async (db) => {
    const standing = await findStandingModel(db)
    const { households: registry } = await countRegistry(db)
    const list = (await listFamiliesOfImport(db, importId)).length
    if (!isSmallList({ list, registry, learntFrom: standing?.families })) return false
    await addJob(db, 'match-new', { tenantId, subject: importId })
    return true
  })
}

async function keepMatching(db: Writer, matching: Judged) {
  const standing = await listPairs(db)
  const left = new Set((await listLeftFamilies(db)).map((each) => each.id))
  const stays = (pair: PairLine) => !left.has(pair.left) && !left.has(pair.right)
  const aliasesBefore = await listAliases(db)
  const standsAsOne = standAsOne(aliasesBefore)
  const before = standing.filter(stays)
  const given = { standing: before, found: matching.pairs, aliases: aliasesBefore }
  const held = await listHeldJoins(db, given)
  const isHere = (pair: { readonly left: string; readonly right: string }) =>
    !held.has(keyOf(pair.left, pair.right))
  const pairs = await holdRecipients(db, matching.pairs.filter(isHere), standsAsOne)
  const judged = linksOf(pairs, before, standsAsOne)
  const kept = before.filter((pair) => !isHere(pair)).map(joinedLink)
  const { links } = await keepRecipientsApart(db, [...judged, ...kept], { standsAsOne })
  const { aliases, refused } = formClusters(links)
  const chained = new Set(refused.map((link) => keyOf(link.left, link.right)))
  const drafts = pairs.map((pair) => draftOf(pair, chained.has(keyOf(pair.left, pair.right))))
  for (let at = 0; at < drafts.length; at += rowsAtOnce) {
    await savePairs(db, drafts.slice(at, at + rowsAtOnce), matching.model.version)
  }
  const found = new Set(pairs.map((pair) => keyOf(pair.left, pair.right)))
  const gone = standing.filter(
    (pair) =>
      pair.engineState !== 'withdrawn' && isHere(pair) && !found.has(keyOf(pair.left, pair.right)),
  )
  if (gone.length > 0)
    await withdrawPairs(
      db,
      gone.map((pair) => pair.id),
    )
  const changed = await keepAliases(db, {
    standing: aliasesBefore,
    wanted: aliases,
    pairs: await listPairs(db),
    because: 'matching',
  })
  return {
    aliasesNow: aliases,
    joined: drafts.filter((pair) => pair.state === 'joined').length,
    queued: drafts.filter((pair) => pair.state === 'queued').length,
    aliases: aliases.size,
    ...changed,
    aliasDigest: digestOf([...aliases].map((pair) => pair.join(' '))),
    pairDigest: digestOf(drafts.map((pair) => `${pair.left} ${pair.right} ${pair.state}`)),
  }
}

const rowsAtOnce = 2000

function joinedLink({ left, right, probability }: PairLine): Link {
  return { left, right, probability, state: 'joined' }
}

/** The engine's pairs with persons' verdicts over them; verdicts on other pairs stand as well. */
function linksOf(
  found: readonly FoundPair[],
  standing: readonly PairLine[],
  standsAsOne: (pair: PairLine) => boolean,
): Link[] {
  const verdicts = new Map<string, Link>()
  // What a person has in hand is not joined meanwhile, however certain the engine has become; what
  // stood as one before stays as the engine sees it.
  const held = new Set<string>()
  for (const pair of standing) {
    const { left, right, state } = pair
    if (isHeld(state) && !standsAsOne(pair)) held.add(keyOf(left, right))
    if (state !== 'same' && state !== 'different') continue
    verdicts.set(keyOf(left, right), { left, right, state, probability: 1 })
  }
  const links: Link[] = [...verdicts.values()]
  for (const { left, right, is, explanation } of found) {
    if (verdicts.has(keyOf(left, right))) continue
    const state = held.has(keyOf(left, right)) ? 'queued' : is
    links.push({ left, right, probability: explanation.probability, state })
  }
  return links
}

function keyOf(left: string, right: string): string {
  return `${left} ${right}`
}

function digestOf(lines: readonly string[]): string {
  return createHash('sha256').update(lines.toSorted().join('\n')).digest('hex')
}
