import { problems } from '@app/platform';

/** As many attachments as one issue may have. */
export const MOST_ATTACHMENTS = 50;

export const attachmentProblem = problems({
  tooMany: [
    409,
    'attachment.too-many',
    `这个问题已有 ${MOST_ATTACHMENTS} 个附件，不能再加；请把材料合并成一个 PDF 后写在新的问题里，或在意见中说明存放处。`,
  ],
  refused: [
    400,
    'attachment.refused',
    '不能上传这种文件（按内容判断，与扩展名无关）。请上传照片（JPG、PNG、WebP）或文件（PDF、Word、Excel、PPT、TXT、CSV）。',
  ],
  unreadable: [
    400,
    'attachment.unreadable',
    '这张照片读不出来：可能没有传完整，或者是本系统不能读取的格式（如 iPhone 的 HEIC）。请另存为 JPG 后再上传。',
  ],
  empty: [400, 'attachment.empty', '文件是空的，请重新选择。'],
  fileGone: [503, 'attachment.file-gone', '附件暂时取不到，请稍后重试；若仍不行，请联系管理员检查附件的存储。'],
});
