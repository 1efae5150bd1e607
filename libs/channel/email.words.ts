import type { Message } from './channel';
import { headOf, isDigest, leftOver, linkOf, namedOf } from './message.text';

const MOST = 50;

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const NOTE = '这封邮件由“销号”系统自动发送，请勿回复。正文只列标题，请登录后查看详情。';

/** What a mail says, as text and as HTML that also old mail programs show. */
export function mailWords(message: Message, publicUrl: string): { subject: string; text: string; html: string } {
  const { named, left } = namedOf(message, MOST);
  const subject = headOf(message);
  const link = linkOf(message, publicUrl);
  const more = left > 0 ? [leftOver(left)] : [];
  const titles = isDigest(message)
    ? named.map(({ title, link: href }, index) => `${index + 1}. ${title}\n   ${href}`)
    : [];
  const text = [
    subject,
    '',
    ...titles,
    ...more,
    ...(titles.length > 0 ? [''] : []),
    `${isDigest(message) ? '全部查看' : '查看详情'}：${link}`,
    '',
    NOTE,
  ].join('\n');
  const rows = isDigest(message)
    ? named.map(
        ({ title, link: href }, index) =>
          `<tr><td style="padding:8px 8px 8px 0;vertical-align:top;color:#595959">${index + 1}.</td>` +
          `<td style="padding:8px 0"><a href="${escaped(href)}" style="color:#0958d9">${escaped(title)}</a></td></tr>`,
      )
    : [];
  const list =
    rows.length > 0 ? `<table role="presentation" style="border-collapse:collapse">${rows.join('')}</table>` : '';
  const rest = more.map((line) => `<p style="margin:8px 0;color:#595959">${line}</p>`).join('');
  const html = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px;background:#fff;color:#1f1f1f;font:16px/1.6 -apple-system,'PingFang SC','Microsoft YaHei',sans-serif">
<div style="max-width:600px;margin:0 auto">
<h1 style="margin:0 0 16px;font-size:18px">${escaped(subject)}</h1>
${list}${rest}<p style="margin:24px 0"><a href="${escaped(link)}" style="display:inline-block;padding:8px 24px;border-radius:6px;background:#0958d9;color:#fff;text-decoration:none">${isDigest(message) ? '全部查看' : '查看详情'}</a></p>
<p style="margin:24px 0 0;font-size:13px;color:#595959">${NOTE}</p>
</div></body></html>
`;
  return { subject, text, html };
}
