// What a form says to whoever corrects it, and to whoever has it read aloud. Fetched with the form.

export const correctionVi = {
  'read.do': 'Nghe đọc câu hỏi',
  'read.stop': 'Dừng đọc',
  'remark.where': 'Câu cần sửa {nth} / {of}',
  'remark.openAll': 'Sửa cả câu khác',
  'remark.kept': 'Giữ như cũ',
  'remark.untouched': 'Chưa sửa',
} as const
