// How a form is spoken of: in its author's words where it has some, otherwise in general ones.

import { afterEach, describe, expect, it } from 'vitest'
import { switchLanguage } from '../../../webapp/words'
import { actionWord, entityWord } from '../../../webapp/words/form-words'

afterEach(() => switchLanguage('vi'))
globalThis.document ??= { documentElement: {} } as Document

const earlier = { title: 'Đăng ký tổ', languages: ['vi', 'en'] }
const register = {
  ...earlier,
  words: {
    action: { vi: 'Đăng ký tổ mới', en: 'Register a team' },
    done: {
      vi: 'Tháng {month} đã có {n} buổi',
      en: '{n} {n|meeting|meetings} in month {month}',
    },
  },
}

describe('a form is spoken of', () => {
  it('in the words of its workbook, in the language of the phone', async () => {
    expect(actionWord(register)).toBe('Đăng ký tổ mới')
    expect(entityWord(register, 'done', { month: 11, n: 2 })).toBe('Tháng 11 đã có 2 buổi')
    await switchLanguage('en')
    expect(actionWord(register)).toBe('Register a team')
    expect(entityWord(register, 'done', { month: 11, n: 1 })).toBe('1 meeting in month 11')
  })

  it('in general words where a version of before has none', async () => {
    expect(actionWord(earlier)).toBe('Ghi: Đăng ký tổ')
    expect(entityWord(earlier, 'done', { month: 11, n: 2 })).toBe('Tháng 11 đã ghi 2 lần')
    expect(entityWord(register, 'mine')).toBe('Danh sách của tôi')
    expect(entityWord(null, 'name')).toBe('Việc khác')
    await switchLanguage('en')
    expect(actionWord(earlier)).toBe('Write: Đăng ký tổ')
  })

  it('in the first language of the form where it has none of the phone', async () => {
    await switchLanguage('en')
    expect(actionWord({ ...register, words: { action: { vi: 'Đăng ký' } } })).toBe('Đăng ký')
    const plain = { title: 'A form', languages: [''], words: { action: { '': 'Do it' } } }
    expect(actionWord(plain)).toBe('Do it')
  })
})
