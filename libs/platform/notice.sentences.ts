import { FESTIVALS } from './notice.check';

/** One sentence of a notice, and where it stands. */
export interface Sentence {
  /** Of the text that was pasted, from 1. */
  line: number;
  text: string;
}

const NAME = `(?:${FESTIVALS.join('|')}|清明|端午|中秋|国庆|[\\u4e00-\\u9fa5]{2,6}节)`;
/** “二、春节：”, “六、国庆节、中秋节：” */
export const HEAD = new RegExp(
  `^(?:[（]?[一二三四五六七八九十]+[）]?[、.]?|[（]?\\d+[）]?[、.])?(${NAME}(?:[、和及]${NAME})*)：`,
);
/** Where a festival begins within a line: a notice pasted as one paragraph. */
const HEAD_WITHIN = new RegExp(`(?<=[。])(?=(?:[一二三四五六七八九十]+、)?${NAME}(?:[、和及]${NAME})*：)`);

/** Parts of a notice that say nothing about days: title, number, addressee, opening, advice, closing, signature, web page. */
const SILENT = [
  /^(国务院办公厅)?(关于)?\d{4}年(部分节假日安排的通知)?$/,
  /^国务院办公厅关于\d{4}年/,
  /^部分节假日安排的通知/,
  /^[（]?国办发(明电)?〔\d{4}〕\d+号[）]?$/,
  /^各省、自治区、直辖市/,
  /^经国务院批准/,
  /通知如下：?$/,
  /^鼓励/,
  /^节假日期间/,
  /^特此通知$/,
  /^国务院办公厅$/,
  /^(国务院办公厅)?\d{4}年\d{1,2}月\d{1,2}日$/,
  /^[（]?此件公开发布[）]?$/,
  /^(来源|发布时间|责任编辑|索引号|主题分类|发文机关|成文日期|标题|发文字号|发布日期|字号)：/,
];
/** Of these the ones that run over several lines. */
const PROSE = /^(经国务院批准|鼓励|节假日期间|各省、|国务院办公厅关于(?!.*的通知$))/;
export const isSilent = (text: string): boolean => SILENT.some((silent) => silent.test(text));

/** One way to write each sign, and no spaces: the text comes from web pages, documents and messages. */
export const plain = (text: string): string =>
  text
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u200b\ufeff]/g, '')
    .replace(/\(/g, '（')
    .replace(/\)/g, '）')
    .replace(/,/g, '，')
    .replace(/[:﹕︰]/g, '：')
    .replace(/[;；]/g, '。')
    .replace(/星期|礼拜/g, '周')
    .replace(/周天/g, '周日')
    .replace(/[[［【（〔](\d{4})[\]］】）〕](?=\d+号)/g, '〔$1〕');

export const linesOf = (text: string): string[] => text.split(/\r\n|\r|\n/).map(plain);

/** Cuts at full stops and at line ends; a sentence that a document broke over two lines is put together again. */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let open: Sentence | undefined;
  const end = (sentence: Sentence | undefined): void => {
    if (sentence && sentence.text !== '') sentences.push(sentence);
  };
  linesOf(text).forEach((whole, index) => {
    for (const line of whole.split(HEAD_WITHIN)) {
      if (line === '') continue;
      if (open && (HEAD.test(line) || isSilent(line))) {
        end(open);
        open = undefined;
      }
      const start = open?.line ?? index + 1;
      const parts = ((open?.text ?? '') + line).split('。');
      const rest = parts.pop() ?? '';
      parts.forEach((part, place) => end({ line: place === 0 ? start : index + 1, text: part }));
      const last = { line: parts.length === 0 ? start : index + 1, text: rest };
      // Only running text can have been broken; titles, numbers and signatures end without a full stop.
      const runs = HEAD.test(rest) || (/^\d/.test(rest) && !isSilent(rest)) || PROSE.test(rest);
      open = runs && !rest.endsWith('：') ? last : undefined;
      if (!open) end(last);
    }
  });
  end(open);
  return sentences;
}
