import { type Day, type Month, rounded } from '@app/platform';
import { scheduleGap } from '@app/project';
import type { QuestionKind } from './question.dto';
import { QUIET_VISITS } from './question.queries';

const NOTE_SHOWN = 40;

const dayWords = (day: Day): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
const shortened = (text: string): string =>
  [...text].length > NOTE_SHOWN ? `${[...text].slice(0, NOTE_SHOWN).join('')}……` : text;

interface Earlier {
  day: Day;
  /** Null: of the same project. */
  project: string | null;
}

const earlierWords = ({ day, project }: Earlier): string =>
  `${project === null ? '本项目' : `「${project}」`}${dayWords(day)}`;

/** Each kind as a question to the supervisor: about the project, without a person, and never a verdict. */
const WORDS: Record<QuestionKind, (data: Record<string, unknown>, month: Month) => string> = {
  'same-text': ({ note }) =>
    `最近三次分属不同周的走访，现场情况的文字完全相同：“${shortened(note as string)}”。现场是否确实没有变化？`,
  'no-issue-while-behind': ({ completed, plan }, month) => {
    const gap = scheduleGap(completed as string, plan as string, month) ?? '0';
    return `截至${Number(month.slice(5))}月进度落后 ${gap.replace('-', '')} 个百分点，最近 ${QUIET_VISITS} 次走访都没有发现问题。是否有困难没有登记？`;
  },
  'photo-reused': ({ count, earlier }) => {
    const places = (earlier as Earlier[]).map(earlierWords).sort();
    const more = places.length > 3 ? '等' : '';
    return `有 ${String(count)} 张照片与${places.slice(0, 3).join('、')}${more}的走访照片几乎相同。是否选错了照片？`;
  },
  'closed-but-still': ({ number, title, state, day }) =>
    `问题 ${String(number)}「${String(title)}」${state === 'closed' ? '已销号' : '已撤销'}，${dayWords(day as Day)}走访时仍然存在。是否需要重新办理？`,
  'far-off': ({ count, nearest, day }) =>
    `${dayWords(day as Day)}走访的 ${String(count)} 张照片，拍摄位置离项目最近的也有约 ${rounded(Number(nearest) / 1000, 1)} 公里。项目的坐标或照片是否有误？`,
};

export const questionWords = (kind: QuestionKind, data: Record<string, unknown>, month: Month): string =>
  WORDS[kind](data, month);
