import { problems } from '@app/platform';

export const orgProblem = problems({
  wrongPassword: [401, 'wrong-password', '用户名或密码不正确，请核对后重试。'],
  locked: [429, 'account-locked', '密码连续错误 5 次，账号已锁定，请于 {until} 后再试，或联系管理员。'],
  inactive: [401, 'account-inactive', '该账号已停用，请联系管理员。'],
  lastAdministrator: [409, 'last-administrator', '这是最后一位在用的管理员，请先指定另一位管理员。'],
  linkUsed: [404, 'link-invalid', '链接无效、已使用或已过期，请联系管理员重新发送。'],
  standInOverlap: [
    409,
    'stand-in-overlap',
    '这个人在 {from} 至 {until} 已有安排，同一人的安排不能重叠，请调整日期或先修改原安排。',
  ],
});
