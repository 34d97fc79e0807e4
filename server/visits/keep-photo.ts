import { isId } from '../../core/kernel/id.ts'
import { photoLimitBytes, photosPerVisit, withoutMetadata } from '../../core/visits/photo.ts'
import { visitsProblem } from '../../core/visits/problems.ts'
import type { Reader, Writer } from '../database.ts'
import { record } from '../events.ts'
import { seal, sealContext, type TenantKeys, unseal } from '../keyring.ts'
import { findPhoto, insertPhoto, listPhotoIds } from './photo-store.ts'
import { findVisit } from './store.ts'

/** Keeps one photo of a visit: cut to the picture, sealed. Sending it twice keeps it once. */
export async function keepPhoto(
  db: Writer,
  keys: TenantKeys,
  photo: {
    readonly id: string
    readonly visitId: string
    readonly subject: string
    readonly bytes: Buffer
  },
): Promise<{ id: string; is: 'kept' | 'repeated' }> {
  const { id, visitId } = photo
  if (!isId(id)) throw visitsProblem('visits.not-a-photo')
  if (photo.bytes.length > photoLimitBytes) throw visitsProblem('visits.photo-too-large')
  const visit = await findVisit(db, visitId)
  if (visit === undefined) throw visitsProblem('visits.no-visit')
  const there = await listPhotoIds(db, visitId)
  if (there.some((each) => each.id === id)) return { id, is: 'repeated' }
  if (there.length >= photosPerVisit) throw visitsProblem('visits.too-many-photos')
  const picture = withoutMetadata(photo.bytes)
  if (picture === undefined) throw visitsProblem('visits.not-a-photo')
  const sealed = seal(keys, Buffer.from(picture), sealContext(db.tenantId, 'photo'))
  const kept = await insertPhoto(db, { id, visitId, subject: photo.subject, sealed })
  if (!kept) throw visitsProblem('visits.other-content')
  const detail = { visit: visitId, subject: photo.subject, bytes: picture.length }
  const { householdId: subject, villageCode: village } = visit
  await record(db, { name: 'visit.photo-kept', subject, village, detail })
  return { id, is: 'kept' }
}

/** The picture of a visit, opened; only who may read the visit finds it. */
export async function openPhoto(
  db: Reader,
  keys: TenantKeys,
  which: { readonly visitId: string; readonly photoId: string },
): Promise<Buffer> {
  const sealed = await findPhoto(db, which.visitId, which.photoId)
  if (sealed === undefined) throw visitsProblem('visits.no-visit')
  return unseal(keys, sealed, sealContext(db.tenantId, 'photo'))
}
