import { problems } from '@app/platform';

export const photoProblem = problems({
  offset: [409, 'upload-offset', '服务器已收到 {received} 字节，请从那里接着上传。'],
  damaged: [409, 'upload-damaged', '收到的内容与校验值不符，已全部丢弃，请重新上传这个文件。'],
  missing: [409, 'upload-missing', '照片的内容还没有传完，请先上传完整再提交。'],
  tooLong: [400, 'upload-too-long', '传来的内容比说明的大小多，请核对后重新上传。'],
  unknownUpload: [404, 'upload-unknown', '没有这次上传的记录，可能已过期清理，请重新开始上传。'],
  pieceTooLarge: [413, 'upload-piece-too-large', '一次最多上传 1 MB，请分成小块接着上传。'],
  tooManyUploads: [
    429,
    'upload-too-many',
    '您未传完的文件合计已超过 200 MB，请先把已开始的传完，或等待过期清理后再上传。',
  ],
  refused: [400, 'photo.refused', '这个文件不是照片（按内容判断，与扩展名无关），请拍摄或选择照片（JPG、PNG、WebP）。'],
  unreadable: [
    400,
    'photo.unreadable',
    '这张照片读不出来：可能已损坏，或者是本系统不能读取的格式（如 iPhone 的 HEIC）。请重新拍摄，或另存为 JPG 后再上传。',
  ],
  tooMany: [409, 'photo.too-many', '这次走访上传的照片太多，一次走访最多 20 张。'],
  notHere: [409, 'photo-missing', '有 {count} 张照片还没有传到服务器，请先上传照片，再提交走访。'],
  idOfAnother: [403, 'id-of-another', '这个照片编号已由他人使用，请重新拍摄后提交。'],
  fileGone: [503, 'photo.file-gone', '照片暂时取不到，请稍后重试；若仍不行，请联系管理员检查附件的存储。'],
});
