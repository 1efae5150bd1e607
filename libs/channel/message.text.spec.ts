import fc from 'fast-check';
import type { Message } from './channel';
import { mailWords } from './email.words';
import { cutBytes, fitLines, markdown, plainText } from './message.text';

const PAGES = 'https://xiaohao.example.cn';
const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');
const messageOf = (...titles: string[]): Message => ({
  id: 'm',
  notices: titles.map((title, index) => ({ id: `n${index}`, title, link: `${PAGES}/issues/${index}` })),
  at: new Date('2024-10-16T02:00:00Z'),
  receiver: null,
});
const text = fc.string({ unit: 'grapheme', maxLength: 2_000 });

describe('cut at so many bytes', () => {
  it('is never longer, ends between characters, and is left alone when it fits', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 3, max: 4_200 }), (whole, most) => {
        const cut = cutBytes(whole, most);
        expect(bytes(cut)).toBeLessThanOrEqual(most);
        if (bytes(whole) <= most) expect(cut).toBe(whole);
        else {
          expect(cut.endsWith('…')).toBe(true);
          expect(whole.startsWith(cut.slice(0, -1))).toBe(true);
          expect(Buffer.from(cut, 'utf8').toString('utf8')).toBe(cut);
        }
      }),
    );
  });

  it('takes a character of several code points whole or not at all', () => {
    const family = '👨‍👩‍👧‍👦';
    expect(cutBytes(`${family}${family}`, bytes(family) + 3)).toBe(`${family}…`);
    expect(cutBytes(`${family}${family}`, bytes(family) + 2)).toBe('…');
    expect(cutBytes('中'.repeat(2_000), 4_096)).toBe(`${'中'.repeat(1_364)}…`);
  });
});

describe('a message', () => {
  const messages = fc.array(text, { minLength: 1, maxLength: 60 }).map((titles) => messageOf(...titles));

  it('fits WeCom’s 4096 bytes of markdown and 2048 of text, and keeps its way on', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const [rich, plain] = [markdown(message, PAGES, 4_096), plainText(message, PAGES, 2_048)];
        expect(bytes(rich)).toBeLessThanOrEqual(4_096);
        expect(bytes(plain)).toBeLessThanOrEqual(2_048);
        const link = message.notices.length > 1 ? `${PAGES}/notifications` : `${PAGES}/issues/0`;
        expect(rich.endsWith(`(${link})`)).toBe(true);
        expect(plain.endsWith(link)).toBe(true);
      }),
    );
  });

  it('names one by its title, several by how many they are', () => {
    expect(plainText(messageOf('超期：WT-2024-0001'), PAGES, 2_048)).toBe(`超期：WT-2024-0001\n${PAGES}/issues/0`);
    expect(markdown(messageOf('甲', '乙'), PAGES, 4_096)).toBe(
      [
        '**您有 2 条提醒**',
        `1. [甲](${PAGES}/issues/0)`,
        `2. [乙](${PAGES}/issues/1)`,
        `[全部查看](${PAGES}/notifications)`,
      ].join('\n'),
    );
  });

  it('counts every notice: named or left over', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), fc.integer({ min: 1, max: 100 }), (count, length) => {
        const said = markdown(messageOf(...Array.from({ length: count }, () => '题'.repeat(length))), PAGES, 4_096);
        const named = [...said.matchAll(/^\d+\. /gm)].length;
        const left = Number(/另有 (\d+) 条/.exec(said)?.[1] ?? 0);
        expect(named + left).toBe(count);
      }),
    );
  });

  it('cannot be made into another link by its title', () => {
    const said = markdown(messageOf('[点这里](https://evil.example) <font>*红*</font>'), PAGES, 4_096);
    expect([...said.matchAll(/\]\(/g)]).toHaveLength(1);
    expect(said).not.toMatch(/<font|\*红/);
  });
});

test('lines that do not fit are counted, also when there is room for nothing', () => {
  expect(fitLines('头', ['一', '二', '三'], 4, '尾', 33)).toBe('头\n一\n……另有 6 条\n尾');
  expect(bytes(fitLines('很长的头', ['一'], 0, '尾', 10))).toBeLessThanOrEqual(10);
});

describe('a mail', () => {
  it('says the same as text and as HTML, and escapes what stands in a title', () => {
    const words = mailWords(messageOf('<b>甲</b> & "乙"', '丙'), PAGES);
    expect(words.subject).toBe('您有 2 条提醒');
    expect(words.text).toContain(`1. <b>甲</b> & "乙"\n   ${PAGES}/issues/0`);
    expect(words.text).toContain(`${PAGES}/notifications`);
    expect(words.html).not.toContain('<b>甲');
    expect(words.html).toContain('&#60;b&#62;甲');
    expect(words.html).toContain(`href="${PAGES}/issues/1"`);
  });

  it('of one reminder has its title as subject', () => {
    const words = mailWords(messageOf('今天到期：WT-2024-0001'), PAGES);
    expect(words.subject).toBe('今天到期：WT-2024-0001');
    expect(words.text).toContain(`查看详情：${PAGES}/issues/0`);
  });
});
