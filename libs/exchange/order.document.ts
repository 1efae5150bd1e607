import { chineseDate, type OrderContent } from '@app/order';
import { AlignmentType, BorderStyle, Document, LineRuleType, Packer, Paragraph, TextRun } from 'docx';
import { bodyLine, line, OFFICIAL, PAGE, pageNumbers, RED, signature, text } from './document.paragraphs';
import { CORE, FONTS, FONT_TABLE } from './document.parts';

/** One paper (提示单, 督办单, 督办函, 约谈通知书) as a Word file. */
export function orderDocument(content: OrderContent, issuedAt: Date): Promise<Buffer> {
  const { issuer, number, title, recipient, paragraphs, date } = content;
  const head = [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: 0, after: 320 },
      children: [new TextRun({ text: issuer, font: FONTS.title, size: issuer.length > 14 ? 52 : 64, color: RED })],
    }),
    line(text(number), {
      alignment: AlignmentType.CENTER,
      border: { bottom: { style: BorderStyle.SINGLE, size: 18, color: RED, space: 6 } },
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: 440, after: 240, line: 32 * 20, lineRule: LineRuleType.EXACTLY },
      children: [new TextRun({ text: title, font: FONTS.title, size: 44 })],
    }),
  ];
  // A signature never stands on a page of its own: the last paragraph goes with it.
  const body = paragraphs.map((words, index) => bodyLine(words, {}, index === paragraphs.length - 1));
  const document = new Document({
    ...OFFICIAL,
    sections: [
      {
        properties: PAGE,
        footers: pageNumbers(),
        children: [...head, line(text(`${recipient}：`)), ...body, ...signature(issuer, chineseDate(date))],
      },
    ],
  });
  return Packer.toBuffer(document, undefined, [FONT_TABLE, CORE({ title: `${title}（${number}）`, issuer, issuedAt })]);
}
