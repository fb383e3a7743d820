// A picture, from this phone or from the commune, in a box whose size is known beforehand.

import { useEffect, useState } from 'preact/hooks'
import { isServerReachable } from '../api/network'
import { t } from '../words'

interface PhotoViewProps {
  /** From here; null while it is being fetched from the store, and when it is not there. */
  blob?: Blob | null
  /** From the commune: an address. */
  address?: string
  caption?: string
}

/** Photos follow their record: with a network, what is not there has not come yet. */
const missingPhotoKey = () =>
  isServerReachable.value === false ? 'photo.unreachable' : 'photo.notYet'

export function PhotoView({ blob, address, caption }: PhotoViewProps) {
  const [url, setUrl] = useState('')
  const [large, setLarge] = useState(false)
  const [missing, setMissing] = useState(false)
  useEffect(() => {
    if (!blob) return setUrl('')
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  const source = blob ? url : address
  return (
    <figure class={`photo${large ? ' photo--large' : ''}`}>
      {source && !missing ? (
        <button
          type="button"
          class="photo__button"
          aria-pressed={large}
          onClick={() => setLarge(!large)}
        >
          <img src={source} alt={t('photo.of')} onError={() => setMissing(true)} />
        </button>
      ) : (
        <p class="photo__missing">{t(missing ? missingPhotoKey() : 'photo.none')}</p>
      )}
      {caption && <figcaption>{caption}</figcaption>}
    </figure>
  )
}
