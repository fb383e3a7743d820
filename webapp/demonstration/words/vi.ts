// What is said around the accounts of a demonstration.

export const offerVi = {
  'offer.mark': 'Bản minh họa',
  'offer.say': 'Vào thử:',
  'offer.busy': 'Đang vào…',
  'offer.teamLeader': 'Tổ trưởng',
  'offer.healthStation': 'Trạm y tế',
  'offer.commune': 'Cán bộ xã',
  'offer.province': 'Cán bộ tỉnh',
  'offer.administrator': 'Quản trị',
} as const
