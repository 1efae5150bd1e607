import { problems } from '@app/platform';

export const overviewProblem = problems({
  noScreenToken: [401, 'no-screen-token', '大屏链接无效、已撤销或已过期，请管理员在“大屏和地图”中重新生成。'],
  tokenInUse: [409, 'screen-token-in-use', '这个大屏链接已经启用，不能再次显示；如已遗失，请撤销后另建一个。'],
});
