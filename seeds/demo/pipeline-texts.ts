/**
 * What the High-tech Zone printed for 2024 about funds and promotion, in 万元 (亿元 × 10 000). Single items, their days
 * and the planning reserve were never published and are made up.
 */
export const FUNDS_2024 = [
  {
    name: '中央预算内资金',
    submitted: { on: '2024-02-26', count: 5, totalInvestment: 35_600, requested: 15_800 },
    national: { on: '2024-06-18', count: 2 },
    obtained: { on: '2024-08-09', count: 2, amount: 5_987 },
    reserve: { on: '2024-10-11', count: 16, totalInvestment: 168_400, requested: 86_700 },
  },
  {
    name: '地方政府专项债 2024年第一批',
    submitted: { on: '2024-01-22', count: 24, totalInvestment: 1_423_900, requested: 282_200 },
    provincial: { on: '2024-03-08', count: 22 },
    national: { on: '2024-04-26', count: 18 },
    obtained: { on: '2024-08-22', count: 2, amount: 11_200 },
    reserve: { on: '2024-10-14', count: 58, totalInvestment: 1_529_300, requested: 804_800 },
  },
  {
    name: '超长期特别国债 2024年第二批',
    submitted: { on: '2024-07-05', count: 10, totalInvestment: 232_163, requested: 44_310 },
    obtained: { on: '2024-09-12', count: 3, amount: 10_220 },
  },
  {
    name: '超长期特别国债 2024年第三批',
    submitted: { on: '2024-08-20', count: 2, totalInvestment: null, requested: 4_764 },
    national: { on: '2024-09-25', count: 2 },
    reserve: { on: '2024-10-15', count: 26, totalInvestment: 503_500, requested: 106_100 },
  },
] as const;

export const PROMOTION_2024 = {
  name: '招商引“进”百日攻坚',
  month: '2024-09',
  units: 33,
  leads: 232,
  negotiating: 158,
  intended: 4_541_600,
  signedInvestment: 1_295_300,
  signed: { 城市经济: 21, 装备制造: 9, 绿色食品: 6, 新材料: 5 },
} as const;

/** Made up whole. */
export const RESERVE_2024 = { name: '“十五五”重大项目谋划储备', thought: 36, studied: 21, ready: 9 } as const;

/** Where and what the made-up items of public works are. */
export const PLACES = [
  '李湾片区',
  '文苑片区',
  '马坊镇',
  '神州路',
  '世纪大道',
  '碧莲路',
  '玉溪路',
  '怀川高科产业园',
  '龙源湖南岸',
  '山阳路东段',
  '大狮湾河沿线',
  '黄河路西段',
  '丰收路',
  '建设东路',
  '韩愈文化园周边',
] as const;
export const WORKS = [
  '老旧供水管网改造',
  '雨污分流改造',
  '排水防涝提升',
  '标准化厂房二期',
  '公共停车场及充电设施',
  '燃气管道更新',
  '供热管网延伸',
  '社区养老服务中心',
  '中小学扩建',
  '道路及综合管廊',
  '再生水利用',
  '冷链物流中心',
] as const;
export const SIGNED_NAMES: Record<keyof typeof PROMOTION_2024.signed, readonly string[]> = {
  城市经济: ['商业综合体', '数字经济产业园', '总部楼宇', '文旅街区', '电商直播基地', '会展酒店', '康养中心'],
  装备制造: ['智能矿山装备', '汽车零部件', '数控机床', '环保设备', '液压元件', '制动器', '输送设备', '电机', '机器人'],
  绿色食品: ['健康果蔬茶饮', '预制菜', '功能食品', '粮油精深加工', '乳制品', '休闲食品'],
  新材料: ['金刚石微粉', '六氟磷酸锂', '碳基新材料', '钛基新材料', '超硬刀具'],
};
