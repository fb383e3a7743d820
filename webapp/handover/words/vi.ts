// What is read where a team's work goes to a new leader; it comes with that page.

export const handoverVi = {
  'handover.title': 'Bàn giao cho người mới',
  'handover.offered': '{giver} bàn giao cho chị việc ghi phiếu ở {unit}.',
  'handover.offeredWhat':
    'Chị nhận thì từ hôm nay chị ghi phiếu ở {unit}, còn {giver} thôi ghi ở đó.',
  'handover.withDrafts': 'Kèm {n} phiếu viết dở.',
  'handover.take': 'Tôi nhận',
  'handover.refuse': 'Không nhận',
  'handover.waits': 'Đang chờ {taker} nhận việc ở {unit}.',
  'handover.waitsHow':
    'Chị bảo {taker} mở Sổ Thôn trên máy của mình rồi bấm “Tôi nhận”, trước ngày {day}.',
  'handover.waitsFor': '{giver} bàn giao cho {taker}: {unit}',
  'handover.withdraw': 'Thôi bàn giao',
  'handover.taken': '{taker} đã nhận việc ở {unit} ngày {day}.',
  'handover.withdrawn': '{unit}: thôi bàn giao cho {taker}, ngày {day}.',
  'handover.expired': '{unit}: quá hạn, {taker} chưa nhận.',
  'handover.draftsThere': 'Phiếu viết dở đã sang máy người mới.',
  'handover.draftsOnWay': 'Phiếu viết dở đang chờ máy người mới lấy về.',
  'handover.before': 'Các lần trước',
  'handover.begin': 'Bàn giao việc của tôi',
  'handover.say':
    'Khi người mới bấm nhận, chị thôi ghi phiếu ở đó. Phiếu chị đã ghi vẫn là của chị và vẫn gửi được.',
  'handover.unit': 'Bàn giao ở đâu',
  'handover.login': 'Tên đăng nhập của người mới',
  'handover.loginHint': 'Người mới phải có tài khoản ở xã mình. Chị hỏi người ấy tên đăng nhập.',
  'handover.loginMissing': 'Chị gõ tên đăng nhập của người mới.',
  'handover.drafts': 'Phiếu viết dở gửi kèm',
  'handover.draftsSay':
    'Máy người mới nhận xong thì phiếu viết dở mới rời máy này. Ảnh không đi kèm.',
  'handover.sendDrafts': 'Gửi kèm {n} phiếu viết dở',
  'handover.do': 'Bàn giao',
  'handover.busy': 'Đang gửi…',
  'handover.draftsFailed': 'Phiếu viết dở chưa đi được. {why}',
  'handover.nothing': 'Chị không ghi phiếu ở đâu nên không có gì để bàn giao.',
  'handover.inPlace': 'Bàn giao thay người cũ',
  'handover.inPlaceSay':
    'Dùng khi người cũ mất máy hoặc không vào sổ được. Phiếu viết dở trong máy cũ không đi theo.',
  'handover.search': 'Tên người cũ',
  'handover.find': 'Tìm',
  'handover.found': 'Chọn người cũ',
  'handover.foundNobody': 'Không thấy ai tên như vậy. Chị gõ tên khác.',
  'handover.chosenMissing': 'Chị chọn người cũ.',
} as const
