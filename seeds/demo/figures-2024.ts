/**
 * What the High-tech Zone printed for 2024, in 万元 (亿元 × 10 000). The sums are real; how they are split to projects
 * and months was never published and is made up here.
 */
export const PUBLISHED = {
  provincial: { totalInvestment: 320_000, plan: 100_500, completedToAugust: 105_200, completedToOctober: 133_700 },
  /** 22 projects in August, 21 in October; the plan of August follows from the printed 108.48 %. */
  city: {
    august: { projects: 22, totalInvestment: 1_709_600, plan: 548_100, completed: 594_600 },
    october: { projects: 21, totalInvestment: 1_722_600, plan: 564_900, completed: 743_100 },
  },
  /** The plan with early-stage work, the completion without it, as the print says. */
  district: { projects: 224, totalInvestment: 8_861_900, plan: 1_729_800, completedToSeptember: 1_504_900 },
} as const;

type Named = readonly [name: string, total: number];

/** Names as they were printed; the size of each is made up where it was not. */
export const NAMED = {
  provincial: [
    ['磐升项目', 130_000],
    ['富锶项目', 100_000],
    ['星渤年产12万吨健康果蔬茶饮项目', 90_000],
  ],
  /** On the city's list. 25 亿元 of the first is printed. */
  city: [
    ['天玺恒祥超硬材料智慧谷项目', 250_000],
    ['六面顶项目', 80_000],
    ['安可申项目', 50_000],
    ['名仁大健康产业园项目', 70_000],
  ],
  thirty: [
    ['市十一中建设项目', 32_000],
    ['养老中心建设项目', 24_000],
    ['山阳路大沙河桥工程', 18_000],
    ['市民中心建设项目', 46_000],
    ['玉珑路小学建设项目', 9_800],
    ['农村一网联水工程', 38_000],
  ],
  district: [
    ['蒙牛公司供电优化提升工程', 8_000],
    ['怀川高科产业园紫荆大道项目', 32_000],
    ['污水处理厂项目', 41_000],
    ['大狮湾河治理工程', 16_000],
    ['黄路变电站项目', 13_000],
    ['人才公寓项目', 25_300],
    ['新型功能金刚石超硬材料生产线技术升级改造项目', 28_000],
    ['龙源路建设工程', 9_000],
    ['阳明路建设工程', 7_600],
    ['黄路东延工程', 6_400],
  ],
} as const satisfies Record<string, readonly Named[]>;

/** Owners that were printed in full. */
export const OWNERS: Readonly<Record<string, string>> = {
  星渤年产12万吨健康果蔬茶饮项目: '河南星渤实业有限公司',
  天玺恒祥超硬材料智慧谷项目: '焦作天玺恒祥机械科技有限公司',
};

/**
 * 三个一批 by phase. Printed: phase 11 started 5 projects of 32.2 亿元, phase 12 has 3 signed and 2 started of 38 亿元,
 * phase 13 started 5 of 32.1 亿元, phase 14 started 12 of 79.1 亿元; at the end of September signed 7 of 28 亿元,
 * started 10 of 76.7 亿元, in production 4 of 27.5 亿元. Two of phase 11 went into production with phase 13, which is
 * how twelve starts become ten. The sizes of single projects are made up.
 */
export const BATCHES_2024 = {
  eleventh: { signed: [50_000, 40_000], started: [41_000, 35_000], startedThenProducing: [90_000, 66_000] },
  twelfth: { signed: [40_000, 35_000, 25_000], started: [30_000] },
  thirteenth: { signed: [55_000, 35_000], started: [84_000, 72_000], production: [65_000, 54_000] },
  elderlyCare: ['四级养老综合体示范项目', 35_000],
  fourteenth: { projects: 12, totalInvestment: 791_000, named: ['机器人应用产业研究院项目', 95_000] },
} as const;
