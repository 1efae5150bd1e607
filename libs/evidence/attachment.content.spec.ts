import { contentOf, nameFor } from './attachment.content';

const compound = (stream: string): Buffer =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(1024),
    Buffer.from(stream, 'utf16le'),
    Buffer.alloc(256),
  ]);
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n');
const gbk = Buffer.from('d0f2bac52cc3fbb3c60a312cb9a9b5e70a', 'hex');

describe('what a file is', () => {
  it.each([
    ['合同.pdf', PDF, 'application/pdf'],
    ['合同.doc', compound('WordDocument'), 'application/msword'],
    ['台账.xls', compound('Workbook'), 'application/vnd.ms-excel'],
    ['说明.txt', Buffer.from('第一行\r\n第二行\t完\n'), 'text/plain'],
    ['台账.csv', Buffer.from('\ufeff序号,名称\n1,供电\n'), 'text/csv'],
    ['excel写的.csv', gbk, 'text/csv'],
  ])('%s', async (name, bytes, type) => {
    expect(await contentOf(bytes, name)).toMatchObject({ kind: 'document', type });
  });

  it.each([
    ['a program called a picture', '现场.jpg', Buffer.from(`4d5a${'90'.repeat(200)}`, 'hex')],
    ['a program called a text', '说明.txt', Buffer.from(`4d5a900003${'00'.repeat(200)}`, 'hex')],
    ['an archive', '资料.zip', Buffer.from('504b0506000000000000000000000000000000000000', 'hex')],
    ['an installer in the old container', '安装.doc', compound('SummaryInformation')],
    ['a drawing with scripts', '图.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    ['the same called a text', '图.txt', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    ['a page called a text', '页.txt', Buffer.from('\n <!DOCTYPE html><script>alert(1)</script>')],
    ['a text without an ending', '说明', Buffer.from('第一行')],
    ['text that is no text', '说明.txt', Buffer.from('ff00fe', 'hex')],
    ['an animation', '动.gif', Buffer.from('GIF89a\x01\x00\x01\x00', 'latin1')],
  ])('refuses %s', async (_, name, bytes) => {
    expect(await contentOf(bytes, name)).toEqual({ kind: 'refused' });
  });
});

describe('the name of a file', () => {
  const jpg = ['jpg', 'jpeg'];
  it.each([
    ['现场照片.jpg', jpg, '现场照片.jpg'],
    ['现场照片.PNG', jpg, '现场照片.jpg'],
    ['IMG_0001.HEIC', jpg, 'IMG_0001.jpg'],
    ['C:\\用户\\桌面\\合同.pdf', ['pdf'], '合同.pdf'],
    ['../../etc/passwd', ['txt'], 'passwd.txt'],
    ['合同\u0000.pdf', ['pdf'], '合同.pdf'],
    ['合同\r\nSet-Cookie: x.pdf', ['pdf'], '合同Set-Cookie x.pdf'],
    ['\u202efdp.合同.pdf', ['pdf'], 'fdp.合同.pdf'],
    ['合同.doc', ['pdf'], '合同.doc.pdf'],
    ['', ['pdf'], '附件.pdf'],
    ['.pdf', ['pdf'], 'pdf.pdf'],
    ['///', ['txt'], '附件.txt'],
    [`${'长'.repeat(300)}.pdf`, ['pdf'], `${'长'.repeat(120)}.pdf`],
    [`${'😀'.repeat(130)}.pdf`, ['pdf'], `${'😀'.repeat(120)}.pdf`],
  ])('%j with %j becomes %s', (sent, extensions, kept) => {
    expect(nameFor(sent, extensions)).toBe(kept);
  });
});
