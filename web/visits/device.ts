import { farthestM } from '../../core/visits/visit.ts'

const longestSide = 1280
const quality = 0.75

/** The picture smaller and written anew as JPEG: what a phone adds (place, device) is gone. */
export async function smallPicture(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file)
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob)),
      'image/jpeg',
      quality,
    )
  })
}

type Where = { readonly latitude: number; readonly longitude: number; readonly accuracyM: number }

const waitMs = 20_000

/** Where the phone is, or undefined when it will not say. */
export function whereNow(): Promise<Where | undefined> {
  return new Promise((resolve) => {
    if (!('geolocation' in navigator)) return resolve(undefined)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const { latitude, longitude, accuracy } = coords
        resolve({ latitude, longitude, accuracyM: Math.min(accuracy, farthestM) })
      },
      () => resolve(undefined),
      { enableHighAccuracy: true, timeout: waitMs, maximumAge: 60_000 },
    )
  })
}
