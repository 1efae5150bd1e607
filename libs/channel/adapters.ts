import type { Adapter } from './adapter';
import type { ChannelKind } from './channel';
import { DINGTALK_ROBOT } from './dingtalk-robot.adapter';
import { EMAIL } from './email.adapter';
import { FEISHU_ROBOT } from './feishu-robot.adapter';
import { SMS_HTTP } from './sms-http.adapter';
import { WEB_PUSH } from './web-push.adapter';
import { WEBHOOK } from './webhook.adapter';
import { WECOM_APP } from './wecom-app.adapter';
import { WECOM_ROBOT } from './wecom-robot.adapter';

/** How each kind is spoken to; a kind without one does not compile. */
export const ADAPTERS: Record<ChannelKind, Adapter> = {
  email: EMAIL,
  'web-push': WEB_PUSH,
  'wecom-robot': WECOM_ROBOT,
  'wecom-app': WECOM_APP,
  'dingtalk-robot': DINGTALK_ROBOT,
  'feishu-robot': FEISHU_ROBOT,
  webhook: WEBHOOK,
  'sms-http': SMS_HTTP,
};

/** What is the same for all channels of a kind. */
export const CHANNEL_SPECS = Object.values(ADAPTERS).map(({ spec }) => spec);
