import { problems } from '@app/platform';

export const channelProblem = problems({
  noKey: [
    409,
    'secrets-key-missing',
    '尚未设置 SECRETS_KEY，渠道的密钥和接收地址不能保存：请在设置中填写至少 32 个随机字符，重启后再试。',
  ],
  unreadable: [409, 'secrets-unreadable', '{sentence}'],
  noOwnAddress: [409, 'no-own-address', '试发给您本人，但您还没有登记{kind}：请先在“我的”页面登记。'],
  testedJustNow: [429, 'tested-just-now', '刚刚试发过，请过 {seconds} 秒再试。'],
  noPushChannel: [409, 'no-push-channel', '管理员还没有开通浏览器推送。'],
});
