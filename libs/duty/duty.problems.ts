import { problems } from '@app/platform';

export const dutyProblem = problems({
  met: [409, 'duty-met', '这次任务已经完成走访，无须免访。'],
  handedOver: [409, 'handed-over', '交接已经完成，不能取消；如需改回，请重新安排交接。'],
});
