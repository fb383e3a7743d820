// A picture from the camera becomes a small JPEG: at most 1600 pixels a side, without the place,
// the owner and the rest of what cameras write into files.

const LONGEST_SIDE = 1600
const JPEG_QUALITY = 0.82

export interface ShrunkPicture {
  blob: Blob
  width: number
  height: number
}

/** null when the file is no picture that this phone can read. */
export async function shrinkPicture(file: Blob): Promise<ShrunkPicture | null> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)
  if (!bitmap) return null
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(bitmap.width * scale)
  canvas.height = Math.round(bitmap.height * scale)
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  const { width, height } = canvas
  const blob = await new Promise<Blob | null>((done) =>
    canvas.toBlob(done, 'image/jpeg', JPEG_QUALITY),
  )
  return blob && { blob, width, height }
}
