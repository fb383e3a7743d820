// The words of the page where somebody sets her password; they come with it.

import { fillIn, language, type Said } from '.'

const invitationVi = {
  'invitation.title': 'Đặt mật khẩu',
  'invitation.say': 'Chị có mã mời từ người phụ trách. Chị gõ mã, rồi tự đặt mật khẩu.',
  'invitation.code': 'Mã mời',
  'invitation.codeMissing': 'Chị gõ mã ghi trên giấy.',
  'invitation.password': 'Mật khẩu mới',
  'invitation.hint': 'Ít nhất {n} chữ. Một câu dễ nhớ là tốt: bốn, năm từ, có dấu cũng được.',
  'invitation.tooShort': 'Mật khẩu cần ít nhất {n} chữ.',
  'invitation.do': 'Đặt mật khẩu và vào sổ',
  'invitation.busy': 'Đang vào…',
  'invitation.lost': 'Mất mã hoặc mã hết hạn: chị xin người phụ trách mã mới.',
  'invitation.somebody': 'Máy này đang là của {name}. Người mới muốn vào thì ra khỏi sổ trước.',
  'invitation.leave': 'Mở trang Tôi',
} as const

const invitationEn: Record<keyof typeof invitationVi, string> = {
  'invitation.title': 'Set your password',
  'invitation.say': 'You were given a code. Type it, then choose a password.',
  'invitation.code': 'Invitation code',
  'invitation.codeMissing': 'Type the code from the slip.',
  'invitation.password': 'New password',
  'invitation.hint': 'At least {n} characters. A sentence of four or five words is good.',
  'invitation.tooShort': 'A password has at least {n} characters.',
  'invitation.do': 'Set the password and come in',
  'invitation.busy': 'Coming in…',
  'invitation.lost': 'Code lost or too old: ask the person in charge for a new one.',
  'invitation.somebody': '{name} is signed in here. Sign out before somebody new comes in.',
  'invitation.leave': 'Open Me',
}

export const invitationWords = { vi: invitationVi, en: invitationEn }

export const i = (key: keyof typeof invitationVi, said: Said = {}): string =>
  fillIn(invitationWords[language.value][key], said)
