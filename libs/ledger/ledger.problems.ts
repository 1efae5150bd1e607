import { problems } from '@app/platform';
import type { Refusal } from './ledger.workflow';

export const ledgerProblem = problems({
  'not-your-turn': [403, 'issue.not-your-turn', '您不能对这个问题进行“{action}”：该操作由{by}进行。'],
  'own-work': [403, 'issue.own-work', '不能核验自己（或本单位）办理的问题，直接销号也须由登记人以外的人进行。'],
  'wrong-state': [409, 'issue.wrong-state', '问题当前为“{state}”，不能“{action}”。请刷新后按当前状态处理。'],
  'return-too-late': [
    409,
    'issue.return-too-late',
    '已超过可退回的期限，或督办专员已坚持交办，不能再退回；请与督办专员沟通。',
  ],
  'extension-too-late': [409, 'issue.extension-too-late', '办理期限已过，不能再申请延期；请尽快办结并反馈。'],
  'extension-pending': [409, 'issue.extension-pending', '已有一份延期申请等待审批，请等审批后再申请。'],
  'no-extension-pending': [409, 'issue.no-extension-pending', '没有等待审批的延期申请。'],
  unknownLedger: [400, 'validation', '没有这本台账，请重新选择。'],
} as const satisfies Record<Refusal, readonly [number, string, string]> &
  Record<string, readonly [number, string, string]>);
