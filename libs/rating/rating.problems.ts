import { problems } from '@app/platform';

export const ratingProblem = problems({
  // One answer for unknown, over and replaced: who guesses learns nothing.
  gone: [404, 'rating.gone', '评价链接无效或已过期，请向走访您企业的项目专员索取新的链接。'],
  used: [409, 'rating.used', '这个问题已经评价过，不能重复评价。如有新的意见，请直接联系项目专员。'],
  notClosed: [409, 'rating.not-closed', '问题销号后才能邀请企业评价。'],
  noProject: [409, 'rating.no-project', '这个问题没有关联项目，不需要企业评价。'],
  rated: [409, 'rating.rated', '企业已经评价，不能再生成链接。'],
  ownWork: [
    403,
    'rating.own-work',
    '参与办理的人和主办、协办单位的人不能经手企业评价，请由其他督办专员或项目专员生成链接。',
  ],
});
