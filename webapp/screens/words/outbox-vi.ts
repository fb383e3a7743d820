// What is said about what this phone still owes, and about carrying it to the office.

export const outboxVi = {
  'export.do': 'Xuất phiếu chưa gửi ra tệp',
  'export.packing': 'Đang gói phiếu…',
  'export.notYet':
    'Máy này chưa có tin với xã lần nào nên chưa xuất được. Chị mở Sổ Thôn một lần ở chỗ có sóng.',
  'export.nothing': 'Không còn gì để xuất.',
  'export.ready': 'Tệp đã xong: {records} phiếu, {photos} ảnh.',
  'export.say':
    'Chị giao tệp cho cán bộ xã. Chỉ máy chủ mở được tệp này. Phiếu vẫn còn trong máy, có sóng vẫn tự gửi, không bị tính hai lần.',
  'export.share': 'Chia sẻ tệp',
  'export.save': 'Lưu tệp vào máy',
  'export.saveNth': 'Lưu tệp thứ {n}',
  'account.owes': 'Máy này còn {n} phiếu chưa gửi.',
  'account.owesPhotos': 'Máy này còn {m} ảnh xã chưa nhận; phiếu của ảnh đã về xã.',
  'account.owesBoth': 'Máy này còn {n} phiếu chưa gửi, và {m} ảnh của phiếu đã về xã.',
  'account.owesNothing': 'Máy này không còn gì chưa gửi.',
  'mine.offeredAgain':
    'Xã đã nhận phiếu này, nhưng nay máy chủ không còn thấy. Máy của chị còn giữ và sẽ gửi lại; chị không phải ghi lại.',
  'sealed.returned':
    'Phiếu đã niêm phong nên máy này không mở ra sửa được. Chị ghi một phiếu mới theo lời xã nhắn, rồi báo xã bỏ phiếu này. Chưa rõ sửa gì thì chị hỏi xã: xã đọc được phiếu.',
  'sealed.anew': 'Ghi phiếu mới',
  'signOut.keeps': 'Còn {n} phiếu chưa gửi. Phiếu vẫn ở trong máy này và chờ chị vào lại.',
  'signOut.keepsPhotos':
    'Phiếu đã về xã, nhưng còn {m} ảnh xã chưa nhận. Ảnh vẫn ở trong máy này và chờ chị vào lại.',
  'signOut.keepsBoth':
    'Còn {n} phiếu chưa gửi, và {m} ảnh của phiếu đã về xã. Tất cả vẫn ở trong máy này và chờ chị vào lại.',
  'signOut.nothing': 'Mọi phiếu và ảnh của chị đã về xã.',
  'signOut.network': 'Muốn vào lại thì cần có sóng.',
  'account.contact': 'Xã nghe tin máy này lúc {at}.',
  'account.noContact': 'Xã chưa nghe tin máy này lần nào.',
} as const
