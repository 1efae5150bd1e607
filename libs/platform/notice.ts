import type { CalendarException } from './calendar';
import { addDays, type Day, daysBetween, isDay } from './day';
import { faultsOfDays, type NoticeReading, spelled, weekdayWord } from './notice.check';
import { HEAD, isSilent, linesOf, plain, type Sentence, sentencesOf } from './notice.sentences';

/** `2026年2月15日（农历腊月二十八、周日）`; year and month are left out where what stands before has said them. */
const DATE = String.raw`(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:（([^）]*)）)?`;
const HOLIDAY = new RegExp(
  `^${DATE}(?:[至到—–~-]+${DATE})?，?(?:放假)(?:调休)?(?:(\\d+)天)?(?:，?(?:共|共计|合计)(\\d+)天)?(?:，(?:与周末连休|不调休))*$`,
);
const MAKEUP = new RegExp(`^(?:${DATE}[、，和及]?)+(?:正常)?上班$`);
const HINT =
  '请对照通知原文，改成“5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。”这样的写法；与放假无关的，删去这一行。';
/** No holiday is longer: a slip of the month does not make a year of it. */
const LONGEST = 15;

/**
 * Reads the State Council's notice as it is printed (国务院办公厅关于20XX年部分节假日安排的通知). Pure; it never throws:
 * what it cannot read becomes a fault that names the line.
 *
 * @param year the year it should be for
 * @param whole false where the text changes only some holidays of a year that is known: a missing one is no fault then
 */
export function readNotice(year: number, text: string, whole = true): NoticeReading {
  const reader = new Reader(year);
  const all = plain(text);
  const told = /(\d{4})年.{0,4}节假日安排/.exec(all)?.[1];
  if (told !== undefined && Number(told) !== year) {
    reader.faults.push(`这份通知是 ${told} 年的，您选择的是 ${year} 年：请换一份通知，或者改选 ${told} 年。`);
  }
  for (const sentence of sentencesOf(text)) reader.read(sentence);
  const days = reader.days.sort((a, b) => (a.day < b.day ? -1 : 1));
  return {
    notice: /国办发(?:明电)?〔\d{4}〕\d+号/.exec(all)?.[0] ?? null,
    publishedOn: publishedOn(text),
    days,
    faults: [...reader.faults, ...faultsOfDays(year, days, whole)],
  };
}

/** Year, month and day as the text has them, and what stands in brackets. */
type Spoken = readonly [year: string | undefined, month: string | undefined, day: string | undefined, note?: string];

class Reader {
  readonly days: CalendarException[] = [];
  readonly faults: string[] = [];
  /** The festival that is spoken of. */
  private name?: string;

  constructor(private readonly year: number) {}

  read({ line, text }: Sentence): void {
    const head = HEAD.exec(text);
    if (head) this.name = head[1]?.replace(/[和及]/g, '、');
    const said = head ? text.slice(head[0].length) : text;
    if (said === '' || isSilent(said)) return;
    const where = `第 ${line} 行`;
    const holiday = HOLIDAY.exec(said);
    const makeup = holiday ? null : MAKEUP.exec(said);
    if (!holiday && !makeup) {
      const quoted = said.length > 40 ? `${said.slice(0, 40)}…` : said;
      this.faults.push(`${where}没有读懂：“${quoted}”。${HINT}`);
    } else if (this.name === undefined) {
      this.faults.push(`${where}没有写明是哪个节日，请在前面加上“元旦：”这样的名称。`);
    } else if (holiday) this.holiday(where, this.name, holiday);
    else this.makeup(where, this.name, said);
  }

  private holiday(where: string, name: string, found: RegExpExecArray): void {
    const [, y1, m1, d1, note1, y2, m2, d2, note2, count1, count2] = found;
    const to: Spoken = [y2 ?? (d2 === undefined ? y1 : undefined), m2 ?? m1, d2 ?? d1, note2];
    // “12月31日至1月2日”, and the last days of December by themselves, begin in the year before.
    const before = y1 === undefined && name.includes('元旦') && m1 === '12';
    const from = this.day(where, before ? [String(this.year - 1), m1, d1, note1] : [y1, m1, d1, note1]);
    const end =
      d2 === undefined ? from : this.day(where, m2 === undefined && y2 === undefined ? [y1, m1, d2, note2] : to);
    if (from === undefined || end === undefined) return;
    const count = daysBetween(from, end) + 1;
    if (count < 1 || count > LONGEST) {
      const [first, last] = [spelled(from, this.year), spelled(end, this.year)];
      this.faults.push(`${where}：${name}从${first}到${last}，起止日期不合常理，请核对。`);
      return;
    }
    const told = count2 ?? count1;
    if (told !== undefined && Number(told) !== count) {
      this.faults.push(`${where}：${name}写着共 ${told} 天，按起止日期是 ${count} 天，请核对日期和天数。`);
    }
    for (let offset = 0; offset < count; offset += 1) {
      this.days.push({ day: addDays(from, offset), kind: 'holiday', name });
    }
  }

  private makeup(where: string, name: string, said: string): void {
    let month: string | undefined;
    let year: string | undefined;
    for (const [, y, m, d, note] of said.matchAll(new RegExp(DATE, 'g'))) {
      year = y ?? (m === undefined ? year : undefined);
      month = m ?? month;
      // “12月28日上班” of New Year's Day can only be the December before.
      const before = year === undefined && name === '元旦' && month === '12';
      const day = this.day(where, [before ? String(this.year - 1) : year, month, d, note]);
      if (day !== undefined) this.days.push({ day, kind: 'makeup', name });
    }
  }

  /** The day, checked against the weekday in brackets. */
  private day(where: string, [year, month, day, note]: Spoken): Day | undefined {
    const said = `${year === undefined ? '' : `${year}年`}${month ?? ''}月${day}日`;
    const text = [year ?? this.year, month?.padStart(2, '0'), day?.padStart(2, '0')].join('-');
    if (month === undefined || !isDay(text)) {
      this.faults.push(`${where}：${month === undefined ? `“${day}日”没有写月份` : `没有${said}这一天`}，请核对日期。`);
      return undefined;
    }
    const told = /周[一二三四五六日]/.exec(note ?? '')?.[0];
    if (told !== undefined && told !== weekdayWord(text)) {
      this.faults.push(`${where}：${said}是${weekdayWord(text)}，括号里写的是${told}，请核对日期和年份。`);
    }
    return text;
  }
}

/** The day under the signature, or in the head of the web page. */
function publishedOn(text: string): Day | null {
  const found = linesOf(text).flatMap((line) => {
    const match = /(?:^|国务院办公厅|成文日期：)(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(line);
    return match ? [[match[1], match[2]?.padStart(2, '0'), match[3]?.padStart(2, '0')].join('-')] : [];
  });
  return found.filter(isDay).at(-1) ?? null;
}
