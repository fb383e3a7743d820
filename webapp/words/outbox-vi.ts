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
  'account.owesNothing': 'Máy này không còn phiếu nào chưa gửi.',
  'account.contact': 'Xã nghe tin máy này lúc {at}.',
  'account.noContact': 'Xã chưa nghe tin máy này lần nào.',
} as const
