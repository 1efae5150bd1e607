import type { Day, Month } from '@app/platform';
import type { BulletinFacts } from './bulletin.facts';
import {
  batchesSentence,
  behindSentence,
  handlingSentence,
  heldUpSentence,
  indicatorSentence,
  issuesSentence,
  lateSentence,
  listSentence,
  livelihoodSentence,
  milestonesSentence,
  pipelineSentence,
  rankingSentence,
  ratesSentence,
  reportingSentence,
  totalSentence,
  visitsSentence,
} from './bulletin.sentences';
import {
  batchesTable,
  indicatorsTable,
  issuesTable,
  listsTable,
  pipelineTable,
  rankingTable,
  type Table,
} from './bulletin.tables';
import { listWords, numeral, yearMonthWords } from './bulletin.words';

export type Block =
  { kind: 'heading'; level: 1 | 2; text: string } | { kind: 'text'; text: string } | { kind: 'table'; table: Table };

/** How the issuing office signs its papers; an empty part is left out. */
export interface Letterhead {
  /** 发文机关标志, in red. */
  head: string;
  /** 机关代字: `焦高经发`. */
  mark: string;
  /** 主送机关. */
  recipients: string;
  /** 署名. */
  issuer: string;
  /** 抄送机关. */
  copies: string;
  /** 印发机关. */
  printer: string;
}

/** A bulletin word for word: what the page shows, and what every file of it is drawn from. */
export interface BulletinContent {
  month: Month;
  revision: number;
  asOf: Day;
  letterhead: Letterhead;
  /** 发文字号; empty while it has none. */
  number: string;
  title: string;
  /** Under the title while the month is not closed, and from its second revision on. */
  mark: string;
  opening: string;
  blocks: Block[];
  /** 成文日期. */
  date: Day;
}

export interface Issue {
  letterhead: Letterhead;
  sequence: number | null;
  date: Day;
  /** Chinese words for the day up to which an open month counts. */
  asOfDay: string;
}

const text = (words: string): Block[] => (words === '' ? [] : [{ kind: 'text', text: words }]);
const table = (made: Table | null): Block[] => (made === null ? [] : [{ kind: 'table', table: made }]);

/** What people wrote, a paragraph a line. */
const paragraphs = (written: string): Block[] =>
  written
    .split(/\n+/)
    .map((line) => line.trim())
    .flatMap((line) => text(line));

/** `（一）…` under a heading, where there are several things under it. */
const parts = (all: { title: string; blocks: Block[] }[]): Block[] =>
  all.length === 1
    ? (all[0]?.blocks ?? [])
    : all.flatMap(({ title, blocks }, index) => [
        { kind: 'heading' as const, level: 2 as const, text: `（${numeral(index + 1)}）${title}` },
        ...blocks,
      ]);

/** A heading is only there when something stands under it, and is numbered by its place among those that are. */
const SECTIONS: { title: string; blocks: (facts: BulletinFacts) => Block[] }[] = [
  {
    title: '总体情况',
    blocks: (facts) => [
      ...(facts.total && facts.total.projects > 0
        ? text(totalSentence(facts.total, facts.district, facts) + ratesSentence(facts.rates))
        : []),
      ...paragraphs(facts.note),
    ],
  },
  {
    title: '重点项目投资完成情况',
    blocks: (facts) => {
      const lists = facts.lists.filter(({ threeBatches, projects }) => !threeBatches && projects > 0);
      if (lists.length === 0) return [];
      return [
        ...parts(
          lists.map((list) => ({
            title: listWords(list.name),
            blocks: text(
              listSentence(list, facts) + (list.milestones === null ? '' : milestonesSentence(list.milestones, facts)),
            ),
          })),
        ),
        ...table(listsTable(facts)),
      ];
    },
  },
  {
    title: '“三个一批”项目情况',
    blocks: ({ batches, ...facts }) => {
      const words = batches ? batchesSentence(batches, facts) : '';
      return batches && words !== '' ? [...text(words), ...table(batchesTable(batches))] : [];
    },
  },
  {
    title: '民生实事办理情况',
    blocks: ({ livelihood, ...facts }) =>
      livelihood && livelihood.items > 0 ? text(livelihoodSentence(livelihood, facts)) : [],
  },
  { title: '向上争取资金情况', blocks: (facts) => pipelines(facts, 'funds') },
  { title: '招商引资情况', blocks: (facts) => pipelines(facts, 'promotion') },
  { title: '项目谋划储备情况', blocks: (facts) => pipelines(facts, 'reserve') },
  {
    title: '主要指标完成情况',
    blocks: (facts) =>
      facts.indicators.some(({ actual }) => actual !== null)
        ? [...text(indicatorSentence(facts.indicators, facts)), ...table(indicatorsTable(facts.indicators))]
        : [],
  },
  {
    title: '各责任单位投资完成情况',
    blocks: (facts) =>
      facts.units.some(({ place }) => place !== null)
        ? [...text(rankingSentence(facts.units, facts)), ...table(rankingTable(facts.units))]
        : [],
  },
  {
    title: '问题办理情况',
    blocks: (facts) =>
      facts.issues && facts.issues.registeredYear + facts.issues.open > 0
        ? [
            ...text(
              issuesSentence(facts.issues, facts) +
                (facts.handling === null ? '' : handlingSentence(facts.handling, facts)),
            ),
            ...table(issuesTable(facts)),
          ]
        : [],
  },
  {
    title: '走访服务情况',
    blocks: ({ visits, ...facts }) => (visits && visits.due > 0 ? text(visitsSentence(visits, facts)) : []),
  },
  {
    title: '数据报送情况',
    blocks: ({ reporting, ...facts }) =>
      reporting && reporting.due > 0 ? text(reportingSentence(reporting, facts)) : [],
  },
  {
    title: '存在的主要问题',
    blocks: (facts) => {
      const lists = facts.lists.filter(({ threeBatches }) => !threeBatches);
      const found = [
        { title: '投资进度', blocks: text(behindSentence(lists, facts)) },
        {
          title: '问题化解',
          blocks: facts.heldUp && facts.heldUp.projects > 0 ? text(heldUpSentence(facts.heldUp)) : [],
        },
        { title: '按期办理', blocks: text(lateSentence(facts.issuesByUnit)) },
      ].filter(({ blocks }) => blocks.length > 0);
      return found.length === 0 ? [] : parts(found);
    },
  },
  { title: '下步工作要求', blocks: ({ closing }) => paragraphs(closing) },
];

function pipelines(facts: BulletinFacts, kind: BulletinFacts['pipelines'][number]['kind']): Block[] {
  const all = facts.pipelines.filter((one) => one.kind === kind && one.stages.some(({ count }) => count > 0));
  if (all.length === 0) return [];
  return all.flatMap((one) => [...text(pipelineSentence(one, facts)), ...table(pipelineTable(one))]);
}

/** The whole paper. Pure: who calls has looked everything up. */
export function bulletinContent(facts: BulletinFacts, { letterhead, sequence, date, asOfDay }: Issue): BulletinContent {
  const filled = SECTIONS.map(({ title, blocks }) => ({ title, blocks: blocks(facts) })).filter(
    ({ blocks }) => blocks.length > 0,
  );
  const when = yearMonthWords(facts.month);
  return {
    month: facts.month,
    revision: facts.revision,
    asOf: facts.asOf,
    letterhead,
    number: sequence === null || letterhead.mark === '' ? '' : `${letterhead.mark}〔${date.slice(0, 4)}〕${sequence}号`,
    title: `关于${when}重点项目建设情况的通报`,
    mark:
      facts.revision === 0
        ? `（未月结，数据截至${asOfDay}）`
        : facts.revision > 1
          ? `（第${facts.revision}版，以本版为准）`
          : '',
    opening: `现将${facts.district}${when}重点项目建设情况通报如下。`,
    blocks: filled.flatMap(({ title, blocks }, index) => [
      { kind: 'heading', level: 1, text: `${numeral(index + 1)}、${title}` },
      ...blocks,
    ]),
    date,
  };
}
