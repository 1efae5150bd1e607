import { problems } from '@app/platform';
import type { Refusal } from './ledger.workflow';

export const ledgerProblem = problems({
  'not-your-turn': [403, 'issue.not-your-turn', '您不能对这个问题进行“{action}”：该操作由{by}进行。'],
  'own-work': [403, 'issue.own-work', '不能核验自己（或本单位）办理的问题，直接销号也须由登记人以外的人进行。'],
  'wrong-state': [409, 'issue.wrong-state', '问题当前为“{state}”，不能“{action}”。请刷新后按当前状态处理。'],
  'not-in-ledger': [409, 'issue.not-in-ledger', '这本台账不使用“{action}”，请按该台账的办理环节处理。'],
  'return-too-late': [409, 'issue.return-too-late', '已超过可退回的期限，不能再退回；请与督办专员沟通。'],
  'return-ruled': [409, 'issue.return-ruled', '这个问题已退回过两次并经领导裁定，不能再退回，请按裁定办理。'],
  'leader-rules': [409, 'issue.leader-rules', '第二次退回的问题由包联领导裁定，裁定之后才能“{action}”。'],
  'close-reopened': [
    409,
    'issue.close-reopened',
    '重启的问题不能直接销号，请交办，办结后经核验销号；误操作重启的，由重启人撤回。',
  ],
  'extension-too-late': [409, 'issue.extension-too-late', '办理期限已过，不能再申请延期；请尽快办结并反馈。'],
  'extension-pending': [409, 'issue.extension-pending', '已有一份延期申请等待审批，请等审批后再申请。'],
  'extension-used-up': [409, 'issue.extension-used-up', '延期次数已用完，不能再申请延期；请尽快办结并反馈。'],
  'extension-frozen': [
    409,
    'issue.extension-frozen',
    '临近期限，申请延期须先经督办专员同意；请联系督办专员办理“同意补报延期”后再申请。',
  ],
  'consent-not-needed': [409, 'issue.consent-not-needed', '现在仍可直接申请延期，不需要先行同意。'],
  'supports-open': [
    409,
    'issue.supports-open',
    '还有协办单位没有反馈本单位部分已办结，不能申请销号；请先督促协办单位反馈。',
  ],
  'steps-open': [409, 'issue.steps-open', '还有节点没有完成，不能申请销号；请先完成各节点。'],
  'nothing-to-answer': [409, 'issue.nothing-to-answer', '没有需要答复的内容，可能已经答复，请刷新查看。'],
  'reopen-too-late': [409, 'issue.reopen-too-late', '销号已满一年，不能重启；同一问题再次出现的，请重新登记。'],
  'no-extension-pending': [409, 'issue.no-extension-pending', '没有等待审批的延期申请。'],
  notRegistrar: [
    403,
    'issue.not-registrar',
    '您的角色不能在“{ledger}”登记。请选择另一本台账，或请可以登记的人员代为登记。',
  ],
  'seen-too-late': [
    409,
    'issue.seen-too-late',
    '问题 {number} 已办结，不能再追加反映。同一问题又出现的，请打开它点“重启”，或另行登记。',
  ],
  unknownLedger: [400, 'validation', '没有这本台账，请重新选择。'],
} as const satisfies Record<Refusal, readonly [number, string, string]> &
  Record<string, readonly [number, string, string]>);
