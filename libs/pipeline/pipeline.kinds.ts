export const PIPELINE_KINDS = ['funds', 'promotion', 'reserve'] as const;
/** 资金争取, 招商引资, 规划储备. */
export type PipelineKind = (typeof PIPELINE_KINDS)[number];

export const STAGE_AMOUNTS = ['requested', 'obtained', 'investment', 'intended', 'signed'] as const;
/** The amount that a stage adds up: 申请资金, 到位资金, 总投资, 意向投资, 签约投资. */
export type StageAmount = (typeof STAGE_AMOUNTS)[number];

/** How the amounts of a stage are called in Chinese papers. */
export const AMOUNT_LABELS: Record<StageAmount, { zh: string; en: string }> = {
  requested: { zh: '申请资金', en: 'Requested' },
  obtained: { zh: '到位资金', en: 'Obtained' },
  investment: { zh: '总投资', en: 'Total investment' },
  intended: { zh: '意向投资', en: 'Intended investment' },
  signed: { zh: '签约投资', en: 'Signed investment' },
};

export const KIND_LABELS: Record<PipelineKind, { zh: string; en: string }> = {
  funds: { zh: '资金争取', en: 'Funds' },
  promotion: { zh: '招商引资', en: 'Promotion' },
  reserve: { zh: '规划储备', en: 'Reserve' },
};

export const PIPELINE_ACTIONS = ['edit', 'tally', 'add'] as const;
/** What a person may write about a pipeline: its stages, totals, new items. */
export type PipelineAction = (typeof PIPELINE_ACTIONS)[number];
