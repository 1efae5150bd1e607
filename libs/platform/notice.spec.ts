import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isWorkday } from 'chinese-days';
import { type CalendarException, WorkingCalendar } from './calendar';
import { addDays } from './day';
import { readNotice } from './notice';
import { readNoticeIcs, readNoticeJson } from './notice.files';

/** The notices as they were published, 国办发明电. */
const PUBLISHED: Record<number, string> = {
  2020: `一、元旦：2020年1月1日放假，共1天。
二、春节：1月24日至30日放假调休，共7天。1月19日（星期日）、2月1日（星期六）上班。
三、清明节：4月4日至6日放假调休，共3天。
四、劳动节：5月1日至5日放假调休，共5天。4月26日（星期日）、5月9日（星期六）上班。
五、端午节：6月25日至27日放假调休，共3天。6月28日（星期日）上班。
六、国庆节、中秋节：10月1日至8日放假调休，共8天。9月27日（星期日）、10月10日（星期六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期。`,
  2021: `一、元旦：2021年1月1日至3日放假，共3天。
二、春节：2月11日至17日放假调休，共7天。2月7日（星期日）、2月20日（星期六）上班。
三、清明节：4月3日至5日放假调休，共3天。
四、劳动节：5月1日至5日放假调休，共5天。4月25日（星期日）、5月8日（星期六）上班。
五、端午节：6月12日至14日放假，共3天。
六、中秋节：9月19日至21日放假调休，共3天。9月18日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月26日（星期日）、10月9日（星期六）上班。`,
  2022: `一、元旦：2022年1月1日至3日放假，共3天。
二、春节：1月31日至2月6日放假调休，共7天。1月29日（星期六）、1月30日（星期日）上班。
三、清明节：4月3日至5日放假调休，共3天。4月2日（星期六）上班。
四、劳动节：4月30日至5月4日放假调休，共5天。4月24日（星期日）、5月7日（星期六）上班。
五、端午节：6月3日至5日放假，共3天。
六、中秋节：9月10日至12日放假，共3天。
七、国庆节：10月1日至7日放假调休，共7天。10月8日（星期六）、10月9日（星期日）上班。`,
  2023: `一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
三、清明节：4月5日放假，共1天。
四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。`,
  2024: `国务院办公厅关于2024年
部分节假日安排的通知
国办发明电〔2023〕7号

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
    经国务院批准，现将2024年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
    一、元旦：1月1日放假，与周末连休。
    二、春节：2月10日至17日放假调休，共8天。2月4日（周日）、2月18日（周日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
    三、清明节：4月4日至6日放假调休，共3天。4月7日（周日）上班。
    四、劳动节：5月1日至5日放假调休，共5天。4月28日（周日）、5月11日（周六）上班。
    五、端午节：6月10日放假，与周末连休。
    六、中秋节：9月15日至17日放假调休，共3天。9月14日（周六）上班。
    七、国庆节：10月1日至7日放假调休，共7天。9月29日（周日）、10月12日（周六）上班。
    节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期。

国务院办公厅
2023年10月25日`,
  2025: `国务院办公厅关于2025年部分节假日安排的通知
国办发明电〔2024〕12号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，根据2024年11月修订的《全国年节及纪念日放假办法》，现将2025年放假调休日期的具体安排通知如下。
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期。
国务院办公厅
2024年11月12日`,
  2026: `国务院办公厅关于2026年部分节假日安排的通知
国办发明电〔2025〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期。
国务院办公厅
2025年11月4日`,
};
const text = (year: number): string => PUBLISHED[year] ?? '';
const years = Object.keys(PUBLISHED).map(Number);
const SHIPPED = readFileSync(join(__dirname, '../../seeds/reference/holidays.json'), 'utf8');

describe('the published notice', () => {
  it.each(years)('of %i is read without a fault', (year) => {
    expect(readNotice(year, text(year)).faults).toEqual([]);
  });

  it.each(years)('of %i gives the working days that an independent source has', (year) => {
    const { days } = readNotice(year, text(year));
    const calendar = new WorkingCalendar([year], days);
    const differing: string[] = [];
    for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
      if (calendar.isWorkday(day) !== isWorkday(day)) differing.push(day);
    }
    // In 2020 a later notice prolonged the Spring Festival; the Saturday was not worked then.
    expect(differing).toEqual(year === 2020 ? ['2020-01-31', '2020-02-01'] : []);
  });

  it.each([2024, 2025, 2026])('of %i gives the days that are shipped, and its number and day', (year) => {
    const read = readNotice(year, text(year));
    const shipped = readNoticeJson(year, SHIPPED);
    const sorted = (days: CalendarException[]) => [...days].sort((a, b) => (a.day < b.day ? -1 : 1));
    expect(sorted(read.days)).toEqual(sorted(shipped.days));
    expect({ notice: read.notice, publishedOn: read.publishedOn }).toEqual({
      notice: shipped.notice,
      publishedOn: shipped.publishedOn,
    });
    expect(shipped.faults).toEqual([]);
    expect(read.notice).toMatch(/^国办发明电〔202\d〕\d+号$/);
  });

  it('begins in the December before', () => {
    const { days } = readNotice(2023, text(2023));
    expect(days.slice(0, 3)).toEqual([
      { day: '2022-12-31', kind: 'holiday', name: '元旦' },
      { day: '2023-01-01', kind: 'holiday', name: '元旦' },
      { day: '2023-01-02', kind: 'holiday', name: '元旦' },
    ]);
    const older = '元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。';
    expect(readNotice(2019, older, false)).toMatchObject({
      days: [
        { day: '2018-12-29', kind: 'makeup' },
        { day: '2018-12-30', kind: 'holiday' },
        { day: '2018-12-31', kind: 'holiday' },
        { day: '2019-01-01', kind: 'holiday' },
      ],
      faults: [],
    });
    // Without the years the month says it.
    const bare = older.replace(/201[89]年/g, '');
    expect(readNotice(2019, bare, false)).toEqual(readNotice(2019, older, false));
  });

  it('keeps the names of festivals that fall together', () => {
    const names = (year: number) => [...new Set(readNotice(year, text(year)).days.map(({ name }) => name))];
    expect(names(2025)).toEqual(['元旦', '春节', '清明节', '劳动节', '端午节', '国庆节、中秋节']);
  });
});

describe('however it was copied', () => {
  const usual = readNotice(2026, text(2026));

  it.each<[string, (notice: string) => string]>([
    ['in one paragraph', (notice) => notice.replace(/\n/g, '')],
    [
      'with half-width signs and spaces',
      (notice) => notice.replace(/（/g, ' (').replace(/）/g, ') ').replace(/，/g, ', '),
    ],
    ['with 星期', (notice) => notice.replace(/周([一二三四五六日])/g, '星期$1')],
    ['with full-width digits', (notice) => notice.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0))],
    ['from a document that breaks its lines', (notice) => notice.replace(/(.{19})/g, '$1\n')],
    ['with Windows line ends and empty lines', (notice) => notice.replace(/\n/g, '\r\n\r\n')],
    ['without the numbers of its parts', (notice) => notice.replace(/^[一二三四五六七]、/gm, '')],
    ['with other brackets round the year of its number', (notice) => notice.replace('〔2025〕', '[2025]')],
  ])('%s it is the same', (_, change) => {
    const read = readNotice(2026, change(text(2026)));
    expect(read).toEqual(usual);
    expect(read.publishedOn).toBe('2025-11-04');
  });
});

describe('faults name the line and the way out', () => {
  const golden = '元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。';
  it.each<[string, string, string[]]>([
    [
      'a weekday that is not that of the day',
      golden.replace('周四', '周五'),
      ['第 1 行：1月1日是周四，括号里写的是周五，请核对日期和年份。'],
    ],
    [
      'a weekday of a make-up day',
      golden.replace('4日（周日）', '4日（周六）'),
      ['第 1 行：1月4日是周日，括号里写的是周六，请核对日期和年份。'],
    ],
    [
      'a count that does not match',
      golden.replace('共3天', '共4天'),
      ['第 1 行：元旦写着共 4 天，按起止日期是 3 天，请核对日期和天数。'],
    ],
    [
      'a make-up day that is no weekend day',
      golden.replace('1月4日（周日）', '1月5日'),
      ['1月5日（周一）本来就是工作日，不能作为元旦的调休上班日，请核对日期。'],
    ],
    [
      'a day that does not exist',
      '春节：2月28日至30日放假。',
      ['第 1 行：没有2月30日这一天，请核对日期。', '没有读到 2026 年的放假安排，请核对粘贴或上传的内容。'],
    ],
    [
      'another year in the title',
      `国务院办公厅关于2027年部分节假日安排的通知\n${golden}`,
      ['这份通知是 2027 年的，您选择的是 2026 年：请换一份通知，或者改选 2027 年。'],
    ],
    ['a day of another year', '元旦：2025年1月1日放假。', ['2025年1月1日（周三）（元旦）不属于 2026 年，请核对年份。']],
    [
      'a festival without its name',
      '1月1日放假。',
      [
        '第 1 行没有写明是哪个节日，请在前面加上“元旦：”这样的名称。',
        '没有读到 2026 年的放假安排，请核对粘贴或上传的内容。',
      ],
    ],
    ['a day named twice', `${golden}\n春节：1月3日放假。`, ['1月3日（周六）写了两次（元旦、春节），请只留一处。']],
    [
      'a day both off and worked',
      `${golden}1月3日上班。`,
      ['1月3日（周六）既写了放假又写了上班（元旦、元旦），请只留一处。'],
    ],
    [
      'a span that goes backwards',
      '国庆节：10月7日至1日放假。',
      [
        '第 1 行：国庆节从10月7日（周三）到10月1日（周四），起止日期不合常理，请核对。',
        '没有读到 2026 年的放假安排，请核对粘贴或上传的内容。',
      ],
    ],
    ['nothing at all', '   ', ['没有读到 2026 年的放假安排，请核对粘贴或上传的内容。']],
  ])('%s', (_, notice, faults) => {
    expect(readNotice(2026, notice, false).faults).toEqual(faults);
  });

  it('a line that is not understood, where it stands', () => {
    const { faults, days } = readNotice(2026, `${golden}\n\n春节期间另行通知放假几日。`, false);
    expect(faults).toEqual([expect.stringMatching(/^第 3 行没有读懂：“春节期间另行通知放假几日”。请对照通知原文/)]);
    expect(days).toHaveLength(4);
  });

  it('a festival that is missing, when the whole year is asked for', () => {
    expect(readNotice(2026, text(2026).replace(/^六、.*$/m, '')).faults).toEqual([
      '没有读到中秋节的放假安排，请核对是否漏贴。',
    ]);
  });

  it('never throws, whatever is pasted', () => {
    for (const odd of [
      '一、',
      '：。：。',
      '99月99日至99日放假。',
      '元旦：0000年0月0日上班',
      '元旦：'.repeat(2000),
      '1'.repeat(20_000),
    ]) {
      expect(readNotice(2026, odd).faults.length).toBeGreaterThan(0);
    }
  });
});

describe('JSON', () => {
  it.each<[string, string, string]>([
    ['broken', '{"year": 2026', '文件不是完整的 JSON'],
    ['of another year', '{"year": 2025, "holidays": []}', 'JSON 中没有 "year": 2026 的安排'],
    ['without holidays', '{"year": 2026}', '缺少 "holidays" 列表'],
    [
      'with a day that does not exist',
      '{"year": 2026, "holidays": [{"name": "元旦", "from": "2026-02-30", "to": "2026-03-01"}]}',
      '第 1 个节日（元旦）的 "from"、"to" 应为存在的日期',
    ],
    [
      'with a wrong make-up day',
      '{"year": 2026, "holidays": [{"name": "元旦", "from": "2026-01-01", "to": "2026-01-01", "makeup": [4]}]}',
      '的 "makeup" 中有不存在的日期',
    ],
    ['of a list of nothing', 'null', 'JSON 中没有 "year": 2026 的安排'],
  ])('%s says so', (_, json, fault) => {
    expect(readNoticeJson(2026, json, false).faults.join('\n')).toContain(fault);
  });
});

describe('a calendar file', () => {
  const event = (summary: string, start: string, end?: string, more = ''): string =>
    `BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:${start}\r\n${end ? `DTEND;VALUE=DATE:${end}\r\n` : ''}SUMMARY;LANGUAGE=zh_CN:${summary}\r\n${more}END:VEVENT\r\n`;
  const file = (...events: string[]): string => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${events.join('')}END:VCALENDAR\r\n`;

  it('gives the same days as the notice', () => {
    const ics = file(
      event('元旦（休）', '20260101', '20260104'),
      event('元旦（班）', '20260104'),
      event('春节 休', '20260215', '20260224'),
      event('春节 班', '20260214'),
      event('春节 班', '20260228', '20260301'),
      event('清明节 放假', '20260404', '20260407'),
      event('劳动节 第1天/共5天 休', '20260501', '20260506'),
      event('劳动节 补班', '20260509'),
      event('端午节\r\n 假期', '20260619', '20260622'),
      event('中秋节', '20260925', '20260928', 'X-APPLE-SPECIAL-DAY:WORK-HOLIDAY\r\n'),
      event('国庆节 休', '20261001', '20261008'),
      event('国庆节', '20260920', undefined, 'X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY\r\n'),
      event('[班]国庆节', '20261010'),
      // Not days off, and not of the year.
      event('冬至', '20261222'),
      event('元旦（休）', '20261231', '20270101'),
      event('春节 休', '20250128', '20250205'),
    );
    const { days, faults } = readNoticeIcs(2026, ics);
    expect(faults).toEqual([]);
    expect(days).toEqual(readNotice(2026, text(2026)).days);
    expect(readNoticeIcs(2027, ics, false).days).toEqual([{ day: '2026-12-31', kind: 'holiday', name: '元旦' }]);
  });

  it.each<[string, string, string]>([
    ['that is none', '春节放假', '不是日历（.ics）文件'],
    [
      'with a time of day',
      file('BEGIN:VEVENT\nDTSTART:20260101T080000Z\nSUMMARY:元旦 休\nEND:VEVENT\n'),
      '不是全天日程',
    ],
    ['with an endless event', file(event('春节 休', '20260101', '20261231')), '起止日期不合常理'],
    ['of other years', file(event('春节 休', '20250128', '20250205')), '没有读到 2026 年的放假安排'],
  ])('%s says so', (_, ics, fault) => {
    expect(readNoticeIcs(2026, ics, false).faults.join('\n')).toContain(fault);
  });
});
