import type { UnitCode } from './org';

/** Generic kinds of projects: name, industry, the unit that answers for them. */
export const INDUSTRIES: readonly (readonly [name: string, industry: string, unit: UnitCode])[] = [
  ['高端装备配套项目', '装备制造', 'liwan'],
  ['绿色食品深加工项目', '绿色食品', 'mafang'],
  ['新材料生产线项目', '新材料', 'wenyuan'],
  ['实验室技术装备项目', '检验检测', 'liwan'],
  ['数字经济产业项目', '数字经济', 'wenyuan'],
  ['标准化厂房项目', '园区建设', 'housing'],
  ['城市道路桥梁项目', '基础设施', 'housing'],
  ['农村供水管网项目', '基础设施', 'water'],
  ['污水收集管网项目', '基础设施', 'water'],
  ['仓储物流项目', '商贸物流', 'mafang'],
  ['社会事业补短板项目', '社会事业', 'social'],
  ['节能降碳改造项目', '绿色低碳', 'environment'],
  ['配电网改造项目', '基础设施', 'power'],
  ['膜材料技改项目', '新材料', 'liwan'],
  ['汽车零部件项目', '装备制造', 'mafang'],
];

export const ROADS = ['山阳路', '龙源路', '阳明路', '神州路', '民主路', '迎宾路', '紫荆大道', '黄河路'] as const;

export const ADDRESSES = [
  ...['怀川高科产业园A区', '怀川高科产业园B区', '怀川高科产业园C区', '数字经济产业园', '中德科技园', '创基智谷'],
  ...ROADS.map((road) => `${road}中段`),
  ...ROADS.map((road) => `${road}与大沙河交会处以南`),
];
