import type { EventAction, State } from '@app/ledger';

interface Step {
  action: EventAction;
  from: State | null;
  to: State;
  by: 'officer' | 'supervisor' | 'lead';
  note: string;
}

const step = (action: EventAction, from: State | null, to: State, by: Step['by'], note: string): Step => ({
  action,
  from,
  to,
  by,
  note,
});

const REGISTER = step('register', null, 'registered', 'officer', '');
const ASSIGN = step('assign', 'registered', 'assigned', 'supervisor', '请按期办理。');
const SIGN = step('sign', 'assigned', 'in-progress', 'lead', '');
const REPORT = step('report', 'in-progress', 'in-progress', 'lead', '已与企业对接，正在制定解决方案。');
const APPLY = step('apply-closure', 'in-progress', 'pending-verification', 'lead', '问题已解决，申请销号。');
const VERIFY = step('verify', 'pending-verification', 'closed', 'supervisor', '现场核实，确已解决。');
const REJECT = step('reject-closure', 'pending-verification', 'in-progress', 'supervisor', '现场仍未通电。');
const RETURN = step('return', 'assigned', 'returned', 'lead', '不属于本单位职责。');
const SUSPEND = step('suspend', 'in-progress', 'suspended', 'supervisor', '等待上级批复。');
const REOPEN = step('reopen', 'closed', 'registered', 'officer', '同一问题再次出现。');

const path = (...steps: Step[]): { state: State; steps: Step[] } => ({
  state: (steps.at(-1) as Step).to,
  steps,
});

const CLOSED = path(REGISTER, ASSIGN, SIGN, REPORT, APPLY, VERIFY);
const WORKING = path(REGISTER, ASSIGN, SIGN, REPORT, REPORT);
const REOPENED = path(REGISTER, ASSIGN, SIGN, APPLY, VERIFY, REOPEN, ASSIGN, SIGN, APPLY, VERIFY);
const REJECTED = path(REGISTER, ASSIGN, SIGN, REPORT, APPLY, REJECT, REPORT);

/** Twenty walks through the life cycle that end in every state; a spec holds that each is legal. */
export const ISSUE_PATHS = [
  ...Array.from({ length: 7 }, () => CLOSED),
  ...Array.from({ length: 5 }, () => WORKING),
  REOPENED,
  REJECTED,
  path(REGISTER, ASSIGN),
  path(REGISTER, ASSIGN),
  path(REGISTER),
  path(REGISTER, ASSIGN, RETURN),
  path(REGISTER, ASSIGN, SIGN, REPORT, SUSPEND),
  path(REGISTER, ASSIGN, SIGN, REPORT, APPLY),
];
