// What somebody reads who sets her password; it comes with that page.

export const invitationVi = {
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
