// Reading aloud: which voice may read, and what it is given.

import { describe, expect, it } from 'vitest'
import { findVietnameseVoice, joinSentences } from '../../../webapp/fill/reading'

const voice = (lang: string, localService = true) => ({ lang, localService })

describe('the voice', () => {
  it.each(['vi-VN', 'vi_VN', 'vi', 'VI-vn'])('%s is Vietnamese', (lang) => {
    expect(findVietnameseVoice([voice('en-US'), voice(lang)])?.lang).toBe(lang)
  })

  it.each(['en-US', 'vie', 'via-XX', ''])('%s is not', (lang) => {
    expect(findVietnameseVoice([voice(lang)])).toBeNull()
  })

  it('one that sends the words away is none', () => {
    expect(findVietnameseVoice([voice('vi-VN', false)])).toBeNull()
    expect(findVietnameseVoice([voice('vi-VN', false), voice('vi-VN')])?.localService).toBe(true)
  })

  it('no voices, no voice', () => expect(findVietnameseVoice([])).toBeNull())
})

describe('the words', () => {
  it('are sentences, without marks', () => {
    const said = ['**Có bao nhiêu** người đến dự?', 'Nữ', '', 'Đếm cả thành viên\ntrong tổ.']
    expect(joinSentences(said)).toBe('Có bao nhiêu người đến dự? Nữ. Đếm cả thành viên trong tổ.')
  })
})
