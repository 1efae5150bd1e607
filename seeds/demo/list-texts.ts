import type { Severity } from '@app/ledger';
import type { CategoryCode, PublicCategoryCode } from '../reference/reference';
import type { UnitCode } from './org';

/** How an item of a list stands today. */
export type Pace = 'closed' | 'verifying' | 'ahead' | 'on-time' | 'behind' | 'assigned' | 'registered';

export interface ItemText {
  title: string;
  description: string;
  category: CategoryCode | PublicCategoryCode;
  lead: UnitCode;
  /** Owns the second step. */
  partner: UnitCode;
  pace: Pace;
  steps: readonly string[];
}

const MADE_UP = '节点和进度为演示编制。';
const NAMED = '项目名称取自公开报道，所属清单、节点和进度为演示编制。';
const BUILDING = [
  '完成选址和方案批复',
  '完成招标和用地手续',
  '主体施工过半',
  '主体完工',
  '竣工验收并投入使用',
] as const;
const SERVICE = [
  '制定实施方案、分解任务',
  '落实场地和资金',
  '完成任务过半',
  '完成全年任务',
  '组织验收和群众满意度回访',
] as const;

const item = (
  level: '省' | '市',
  title: string,
  place: Pick<ItemText, 'category' | 'lead' | 'partner' | 'pace'>,
  [steps, words]: readonly [readonly string[], string] = [SERVICE, MADE_UP],
): ItemText => ({ title, description: `${level}重点民生实事。${words}`, steps, ...place });

/** 省 7 项 and 市 8 项 of a year: as many as the zone published; three names are published, the rest is made up. */
export const LIVELIHOOD_ITEMS: readonly ItemText[] = [
  item('省', '城镇新增就业和职业技能培训', { category: 'labour', lead: 'labour', partner: 'social', pace: 'closed' }),
  item('省', '新增普惠性婴幼儿托位', { category: 'care', lead: 'social', partner: 'finance', pace: 'closed' }),
  item('省', '城镇老旧小区改造', { category: 'other', lead: 'housing', partner: 'power', pace: 'ahead' }, [
    BUILDING,
    MADE_UP,
  ]),
  item('省', '农村供水保障提升', { category: 'water-drainage', lead: 'water', partner: 'mafang', pace: 'on-time' }, [
    BUILDING,
    MADE_UP,
  ]),
  item('省', '特殊困难家庭适老化改造', { category: 'care', lead: 'social', partner: 'wenyuan', pace: 'verifying' }),
  item('省', '新增公共充电桩', { category: 'power', lead: 'power', partner: 'land', pace: 'behind' }, [
    BUILDING,
    MADE_UP,
  ]),
  item('省', '农村道路“通村达户”提升', { category: 'roads', lead: 'mafang', partner: 'housing', pace: 'closed' }, [
    BUILDING,
    MADE_UP,
  ]),
  item('市', '玉珑路小学建设', { category: 'education', lead: 'social', partner: 'land', pace: 'on-time' }, [
    BUILDING,
    NAMED,
  ]),
  item('市', '全城幼儿园建设', { category: 'education', lead: 'social', partner: 'housing', pace: 'ahead' }, [
    BUILDING,
    NAMED,
  ]),
  item('市', '养老中心建设', { category: 'care', lead: 'social', partner: 'finance', pace: 'on-time' }, [
    BUILDING,
    NAMED,
  ]),
  item('市', '背街小巷整治', { category: 'roads', lead: 'wenyuan', partner: 'housing', pace: 'closed' }),
  item('市', '口袋公园建设', { category: 'environment', lead: 'housing', partner: 'land', pace: 'closed' }, [
    BUILDING,
    MADE_UP,
  ]),
  item(
    '市',
    '雨污分流管网改造',
    { category: 'water-drainage', lead: 'water', partner: 'environment', pace: 'behind' },
    [BUILDING, MADE_UP],
  ),
  item('市', '社区卫生服务能力提升', { category: 'health', lead: 'social', partner: 'liwan', pace: 'closed' }),
  item('市', '电动自行车集中充电设施建设', { category: 'power', lead: 'power', partner: 'wenyuan', pace: 'ahead' }),
];

const TASK = ['制定方案、明确责任', '完成摸底和对接', '全面实施', '总结评估'] as const;
const task = (title: string, place: Pick<ItemText, 'category' | 'lead' | 'partner' | 'pace'>): ItemText => ({
  title,
  description: `年度重点工作任务。任务名称、${MADE_UP}`,
  steps: TASK,
  ...place,
});

export const KEY_TASKS: readonly ItemText[] = [
  task('“一件事一次办”扩面提质', { category: 'permits', lead: 'permits', partner: 'social', pace: 'closed' }),
  task('规上工业企业节能诊断全覆盖', {
    category: 'environment',
    lead: 'environment',
    partner: 'power',
    pace: 'verifying',
  }),
  task('产业园区配套道路和管网贯通', { category: 'roads', lead: 'housing', partner: 'water', pace: 'behind' }),
  task('盘活存量用地', { category: 'land', lead: 'land', partner: 'liwan', pace: 'on-time' }),
  task('企业用电报装全程代办', { category: 'power', lead: 'power', partner: 'permits', pace: 'ahead' }),
  task('校企合作共建实训基地', { category: 'labour', lead: 'labour', partner: 'social', pace: 'assigned' }),
  task('编制下一年度重点项目储备清单', { category: 'other', lead: 'finance', partner: 'land', pace: 'registered' }),
];

/** Tasks of this autumn that reach over the end of the year. */
export const SPANNING_TASKS: readonly ItemText[] = [
  task('园区智慧水务平台建设', { category: 'water-drainage', lead: 'water', partner: 'finance', pace: 'on-time' }),
  task('工业用地“标准地”出让改革', { category: 'land', lead: 'land', partner: 'permits', pace: 'on-time' }),
];

export interface MatterText {
  ledger: 'enterprise-request' | 'livelihood-issue' | 'major-issue';
  title: string;
  description: string;
  subject: string;
  category: CategoryCode | PublicCategoryCode;
  severity: Severity;
  lead: UnitCode;
  /** Registered so many working days ago, and how far it came. */
  since: number;
  stands: 'registered' | 'assigned' | 'working' | 'verifying' | 'closed';
  /** By whom it was registered: a username of the demo. */
  by: string;
}

/** Requests of enterprises, problems of the people, major issues: made up, with generic names. */
export const MATTERS: readonly MatterText[] = [
  matter(
    'enterprise-request',
    '车间扩产需增容 800 千伏安',
    '某装备制造企业',
    'power',
    'medium',
    'power',
    9,
    'working',
    'officer',
  ),
  matter(
    'enterprise-request',
    '技改补助资金尚未拨付',
    '某新材料企业',
    'policy',
    'medium',
    'finance',
    14,
    'closed',
    'officer',
  ),
  matter(
    'enterprise-request',
    '熟练焊工招聘困难',
    '某汽车零部件企业',
    'labour',
    'low',
    'labour',
    6,
    'working',
    'officer02',
  ),
  matter(
    'enterprise-request',
    '厂区门前道路积水影响运输',
    '某仓储物流企业',
    'roads',
    'high',
    'housing',
    2,
    'assigned',
    'head.mafang',
  ),
  matter(
    'enterprise-request',
    '环评变更办理进度咨询',
    '某食品加工企业',
    'permits',
    'low',
    'permits',
    1,
    'registered',
    'officer',
  ),
  matter(
    'enterprise-request',
    '用气价格优惠政策兑现',
    '某检测技术企业',
    'policy',
    'medium',
    'finance',
    8,
    'verifying',
    'handler.finance',
  ),
  matter(
    'livelihood-issue',
    '小区路灯多处不亮',
    '文苑街道某小区',
    'other',
    'medium',
    'wenyuan',
    5,
    'working',
    'officer',
  ),
  matter(
    'livelihood-issue',
    '早晚高峰学校门口拥堵',
    '山阳路某小学门口',
    'roads',
    'low',
    'housing',
    11,
    'verifying',
    'handler.social',
  ),
  matter(
    'livelihood-issue',
    '老旧小区供水水压不足',
    '李湾街道某小区',
    'water-drainage',
    'high',
    'water',
    4,
    'working',
    'supervisor',
  ),
  matter(
    'livelihood-issue',
    '社区卫生站药品不全',
    '马坊镇某村',
    'health',
    'medium',
    'social',
    13,
    'closed',
    'head.mafang',
  ),
  matter(
    'major-issue',
    '跨区雨水排放出路尚未打通',
    '大沙河沿线',
    'water-drainage',
    'high',
    'water',
    6,
    'working',
    'leader',
  ),
  matter('major-issue', '输电线路走廊用地协调', '北部园区', 'land', 'medium', 'land', 5, 'working', 'supervisor'),
  matter('major-issue', '历史遗留项目手续补办', '东部片区', 'permits', 'low', 'permits', 2, 'assigned', 'leader02'),
];

function matter(
  ledger: MatterText['ledger'],
  title: string,
  subject: string,
  category: MatterText['category'],
  severity: Severity,
  lead: UnitCode,
  since: number,
  stands: MatterText['stands'],
  by: string,
): MatterText {
  const description = `${subject}反映：${title}，请相关单位研究解决。（演示内容）`;
  return { ledger, title, description, subject, category, severity, lead, since, stands, by };
}
