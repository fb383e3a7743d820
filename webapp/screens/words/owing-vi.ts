// What an office reads of phones that still owe, and of files brought from them.

export const owingVi = {
  'bring.title': 'Nhập phiếu từ tệp của máy',
  'bring.say':
    'Máy không lên mạng được: trên máy ấy, mở Đã ghi, chọn “Xuất phiếu chưa gửi ra tệp”, chép tệp sang đây. Người ghi vẫn là người đã viết phiếu.',
  'bring.do': 'Chọn tệp',
  'bring.sending': 'Đang nhập…',
  'bring.counts': 'Mới nhận {taken}, đã có {known}, không nhận {refused}.',
  'bring.taken': 'Mới nhận',
  'bring.known': 'Đã có',
  'bring.refused': 'Không nhận',
  'bring.record': 'Phiếu',
  'bring.photo': 'Ảnh',
  'owing.title': 'Máy còn phiếu chưa gửi',
  'owing.none': 'Mọi máy trong phạm vi của chị đã gửi hết phiếu.',
  'owing.who': 'Người giữ máy',
  'owing.where': 'Ở đâu',
  'owing.owed': 'Còn nợ',
  'owing.owedOf': '{n} phiếu, cũ nhất ghi ngày {at}',
  'owing.owedN': '{n} phiếu',
  'owing.setAside': '{n} phiếu máy chủ chưa nhận được',
  'owing.draftsOnly': '{n} phiếu đang viết dở',
  'owing.contact': 'Tin cuối',
  'owing.contactAt': 'Tin cuối {at}',
  'owing.risk': 'Cần lưu ý',
  'owing.unguarded': 'Trình duyệt chưa hứa giữ',
  'owing.risk.cleared': 'Đã sang máy khác, máy cũ còn nợ',
  'owing.risk.evictable': 'Trình duyệt có thể xóa',
  'owing.risk.silent': 'Lâu không có tin',
  'owing.do':
    'Chị gọi cho người ấy: mở Sổ Thôn ở chỗ có sóng. Nếu máy không lên mạng được, mang máy về xã để nhập phiếu từ tệp.',
} as const
