import { problems } from '@app/platform';

/** The largest template that is taken, and what it may become when it is unpacked. */
export const TEMPLATE_BYTES = 2 * 1024 * 1024;
export const UNPACKED_BYTES = 20 * 1024 * 1024;
export const TEMPLATE_ENTRIES = 300;

export const bulletinProblem = problems({
  templateForWord: [400, 'bulletin.template-for-word', '只有 Word 格式可以使用模板，请去掉模板或改选 Word。'],
  notReady: [409, 'bulletin.not-ready', '这份通报还没有生成好，请稍后再下载。'],
  failed: [409, 'bulletin.failed', '这份通报没有生成成功：{fault}'],
  gone: [503, 'bulletin.file-gone', '通报文件暂时取不到，请稍后重试；若仍不行，请联系管理员检查附件的存储。'],
  notDocx: [
    400,
    'bulletin.template-not-docx',
    '这不是 .docx 文件（按内容判断，与扩展名无关）。请用 Word 或 WPS 另存为“Word 文档（.docx）”后再上传。',
  ],
  tooLarge: [413, 'bulletin.template-too-large', '模板不能超过 2 MB，请去掉其中的图片后再上传。'],
  bomb: [400, 'bulletin.template-too-deep', '这个文件解压后过大或部件过多，不能用作模板，请用 Word 重新另存一份。'],
  macros: [
    400,
    'bulletin.template-macros',
    '模板中含有宏、嵌入对象或外部链接，不能使用；请去掉后另存为“Word 文档（.docx）”再上传。',
  ],
  broken: [400, 'bulletin.template-broken', '模板读不出来：{reason}'],
  unknownTags: [
    400,
    'bulletin.template-unknown',
    '模板中有不认识的占位符：{tags}。请对照“示例模板”或占位符说明改正后再上传。',
  ],
  noTags: [400, 'bulletin.template-empty', '模板中没有占位符，请对照“示例模板”写入后再上传。'],
});
