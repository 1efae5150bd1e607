import type { Direction, IndicatorKind } from '@app/indicator';
import type { UnitCode } from './org';

/** An indicator of the demo: its name is the usual one of a development zone, its numbers are made up unless said. */
export interface IndicatorText {
  name: string;
  /** Of measurement. */
  unit: string;
  kind: IndicatorKind;
  direction?: Direction;
  /** Of the year 2024; a later year asks for some more. */
  target: number | null;
  by: UnitCode;
  digits?: number;
}

const growth = (name: string, target: number, by: UnitCode): IndicatorText => ({
  ...{ name, unit: '%', kind: 'growth', target, by },
});
const amount = (name: string, unit: string, target: number, by: UnitCode): IndicatorText => ({
  ...{ name, unit, kind: 'amount', target, by },
});
const count = (name: string, unit: string, target: number, by: UnitCode): IndicatorText => ({
  ...{ name, unit, kind: 'count', target, by, digits: 2 },
});
const share = (name: string, target: number, by: UnitCode): IndicatorText => ({
  ...{ name, unit: '%', kind: 'share', target, by },
});
const rank = (name: string, target: number, by: UnitCode): IndicatorText => ({
  ...{ name, unit: '位', kind: 'rank', direction: 'less', target, by },
});

/** The five first-level indicators and the 46 of the second level. */
export const INDICATORS: readonly { name: string; items: readonly IndicatorText[] }[] = [
  {
    name: '经济发展',
    items: [
      growth('地区生产总值增速', 6.5, 'finance'),
      growth('规模以上工业增加值增速', 8.5, 'finance'),
      growth('固定资产投资增速', 10, 'finance'),
      growth('社会消费品零售总额增速', 7, 'social'),
      growth('一般公共预算收入增速', 6, 'finance'),
      amount('地区生产总值', '亿元', 128, 'finance'),
      amount('固定资产投资', '亿元', 176, 'finance'),
      amount('一般公共预算收入', '亿元', 12.6, 'finance'),
      amount('规模以上工业总产值', '亿元', 215, 'finance'),
      rank('主要经济指标综合位次（全市）', 3, 'finance'),
    ],
  },
  {
    name: '创新驱动',
    items: [
      share('研发经费投入强度', 2.8, 'finance'),
      count('高新技术企业', '家', 86, 'finance'),
      count('科技型中小企业', '家', 230, 'finance'),
      share('高新技术产业增加值占比', 58, 'finance'),
      count('省级以上研发平台', '个', 42, 'finance'),
      amount('技术合同成交额', '亿元', 9.5, 'finance'),
      count('有效发明专利', '件', 760, 'permits'),
      count('引进高层次人才', '名', 60, 'labour'),
      share('规模以上工业企业研发活动覆盖率', 75, 'finance'),
    ],
  },
  {
    name: '项目建设和招商引资',
    items: [
      amount('重点项目完成投资', '亿元', 172.98, 'land'),
      count('新开工亿元以上项目', '个', 45, 'housing'),
      count('竣工投产项目', '个', 28, 'housing'),
      amount('实际到位省外资金', '亿元', 62, 'finance'),
      amount('实际利用外资', '万美元', 3200, 'finance'),
      count('签约亿元以上项目', '个', 48, 'permits'),
      amount('争取上级资金', '亿元', 5.2, 'finance'),
      amount('供应工业用地', '亩', 1500, 'land'),
      rank('“三个一批”综合评价位次（全省）', 10, 'permits'),
    ],
  },
  {
    name: '城乡建设和生态环境',
    items: [
      { ...count('农村街道硬化整治完成村', '个', 104, 'mafang') },
      { name: '建成污水管网', unit: '公里', kind: 'count', target: null, by: 'water' },
      { ...amount('细颗粒物（PM2.5）平均浓度', '微克/立方米', 46, 'environment'), direction: 'less' },
      share('空气质量优良天数比例', 66, 'environment'),
      share('地表水考核断面达标率', 100, 'environment'),
      { ...growth('单位生产总值能耗增速', -3, 'environment'), direction: 'less' },
      count('老旧小区改造', '个', 22, 'housing'),
      amount('新增绿地', '万平方米', 18, 'housing'),
      share('生活污水集中处理率', 96, 'water'),
    ],
  },
  {
    name: '民生和安全',
    items: [
      amount('城镇新增就业', '人', 6500, 'labour'),
      growth('居民人均可支配收入增速', 7, 'labour'),
      count('民生实事办结', '件', 15, 'social'),
      count('新增公办学位', '个', 2400, 'social'),
      count('新增养老床位', '张', 300, 'social'),
      share('城乡居民医保参保率', 97, 'social'),
      { ...count('生产安全事故', '起', 6, 'safety'), direction: 'less' },
      rank('营商环境评价位次（全市）', 2, 'permits'),
      share('信访事项按期办结率', 99, 'wenyuan'),
    ],
  },
];

/** Printed for 2022; the codes are those of the same indicators above. */
export const TARGETS_2022: readonly [group: number, name: string, target: string][] = [
  [1, '地区生产总值增速', '8'],
  [2, '研发经费投入强度', '2.5'],
  [1, '规模以上工业增加值增速', '9.5'],
  [1, '固定资产投资增速', '12'],
  [1, '社会消费品零售总额增速', '9'],
  [1, '一般公共预算收入增速', '5'],
];

/** Printed for September 2024: 81 of 104 villages, 460 km of sewers that are 87 % of a whole that is not told. */
export const PRINTED_2024: Record<string, { month: string; value: number; share?: string }> = {
  农村街道硬化整治完成村: { month: '2024-09', value: 81 },
  建成污水管网: { month: '2024-09', value: 460, share: '87' },
};
