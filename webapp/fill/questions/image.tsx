// A photo: from the camera or from the album, made small here, shown, taken again or removed.

import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../../components/icon'
import { PhotoView } from '../../components/photo'
import { reportFault } from '../../state/fault'
import { shrinkPicture } from '../photos'
import { t } from '../words'
import type { QuestionProps } from './asked'
import type { QuestionType } from './question-type'

export const imageQuestion: QuestionType = {
  Field: ImageField,
  // The answer is the name of the file.
  parse: (name) => name,
  inWords: () => t('photo.one'),
}

function ImageField({ question, writing, say, leave, unfinished }: QuestionProps) {
  const [blob, setBlob] = useState<Blob | null>(null)
  const [busy, setBusy] = useState(false)
  const camera = useRef<HTMLInputElement>(null)
  const album = useRef<HTMLInputElement>(null)

  useEffect(() => {
    if (!question.value) return setBlob(null)
    void writing.photo(question.value).then((photo) => setBlob(photo?.blob ?? null))
  }, [question.value])

  async function take(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0]
    input.value = ''
    if (!file) return
    setBusy(true)
    const picture = await shrinkPicture(file)
    unfinished(picture ? '' : 'photoUnreadable')
    if (picture)
      await writing.attach(question.ref, picture).catch((error: unknown) => {
        reportFault(error)
        unfinished('photoNotKept')
      })
    setBusy(false)
    leave()
  }

  return (
    <div class="picture" aria-busy={busy}>
      <FilePicker picker={camera} name={t('photo.take')} camera onPick={take} />
      <FilePicker picker={album} name={t('photo.choose')} onPick={take} />
      {question.value && <PhotoView blob={blob} />}
      <div class="picture__buttons">
        <button type="button" class="button button--main" onClick={() => camera.current?.click()}>
          <Icon name="camera" />
          {busy ? t('photo.busy') : t(question.value ? 'photo.retake' : 'photo.take')}
        </button>
        <button type="button" class="button" onClick={() => album.current?.click()}>
          <Icon name="picture" />
          {t('photo.choose')}
        </button>
        {question.value && (
          <button type="button" class="button button--red" onClick={() => say('')}>
            <Icon name="trash" />
            {t('photo.remove')}
          </button>
        )}
      </div>
    </div>
  )
}

interface FilePickerProps {
  picker: RefObject<HTMLInputElement | null>
  name: string
  camera?: boolean
  onPick(input: HTMLInputElement): Promise<void>
}

const FilePicker = ({ picker, name, camera = false, onPick }: FilePickerProps) => (
  <input
    ref={picker}
    type="file"
    accept="image/*"
    {...(camera ? { capture: 'environment' as const } : {})}
    class="unseen"
    tabIndex={-1}
    aria-label={name}
    onChange={(event) => void onPick(event.currentTarget)}
  />
)
