import { hasRole, type Principal, type Role } from '@app/org';
import { invalid, type Problem } from '@app/platform';
import { ledgerProblem } from './ledger.problems';
import type { RegisterFacts } from './register.queries';

export const unknownLedger = (): Problem =>
  ledgerProblem.unknownLedger({}, [{ field: 'ledger', message: '没有这本台账，请重新选择。' }]);

/**
 * Why the person may not register this; undefined when they may. The ledger says which roles register and whether it is
 * about a project; an officer registers for their own projects, a department for its own, bureau and leaders for all.
 */
export function registerRefusal(
  principal: Principal,
  { rule, active, known, mine, ofUnit, closedCategories }: RegisterFacts,
  { projectId, subjectName }: { projectId: string | null; subjectName: string },
): Problem | undefined {
  const able = (...roles: Role[]): boolean =>
    hasRole(principal, ...roles.filter((role) => rule.registrars.includes(role)));
  if (!able('officer', 'handler', 'head', 'supervisor', 'leader'))
    return ledgerProblem.notRegistrar({ ledger: rule.name });
  if (!active) return invalid('ledger', `“${rule.name}”已停用，不能再登记，请选择另一本台账。`);
  if (closedCategories.length > 0) return invalid('categoryCode', `类别“${closedCategories[0]}”已停用，请重新选择。`);
  if (projectId === null) {
    if (rule.subject === 'project') return invalid('projectId', '请选择项目。');
    return rule.subject === 'optional' && subjectName === ''
      ? invalid('subjectName', '请选择项目，或填写企业、地点或事项。')
      : undefined;
  }
  if (rule.subject === 'none') return invalid('projectId', `“${rule.name}”不关联项目，请去掉项目。`);
  const may = able('supervisor', 'leader') || (mine && able('officer')) || (ofUnit && able('handler', 'head'));
  return known && may ? undefined : invalid('projectId', '没有找到这个项目，或者它不由您负责，请重新选择。');
}
