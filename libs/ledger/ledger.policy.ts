import { hasRole, officersOf, type Principal, seesAll } from '@app/org';
import type { Parameters } from '@app/platform';
import { type Party, RETURNS_TO_LEADER, type State } from './ledger.workflow';

/**
 * The issues a person may know of, as a condition on `issue i` alone: the bureau and leaders all; an officer those of
 * their projects, and of those they stand in for; a department those it leads or supports, and those of which it owns a step; everybody those they
 * registered.
 */
export function issueScope(principal: Principal, parameters: Parameters): string {
  if (seesAll(principal)) return 'true';
  const ways: string[] = [];
  if (hasRole(principal, 'officer')) {
    const mine = parameters.add(officersOf(principal));
    // As a set of projects, so that both ways are found in an index.
    ways.push(`i.project_id = any (array(select id from project where officer_id = any (${mine}::uuid[])))`);
  }
  if (hasRole(principal, 'handler', 'head')) {
    const unit = parameters.add(principal.unitId);
    ways.push(
      `i.lead_unit_id = ${unit}`,
      `i.support_unit_ids @> array[${unit}::uuid]`,
      `i.step_unit_ids @> array[${unit}::uuid]`,
    );
  }
  if (hasRole(principal, 'officer', 'handler', 'head')) ways.push(`i.registered_by = ${parameters.add(principal.id)}`);
  return ways.length > 0 ? `(${ways.join(' or ')})` : 'false';
}

/** What decides who a person is to an issue. */
export interface Relation {
  state: State;
  /** So often it was returned in this cycle. */
  returns: number;
  leadUnitId: string | null;
  supportUnitIds: string[];
  /** Departments that led or supported before. */
  pastUnitIds: string[];
  /** Departments that own a step of it. */
  stepUnitIds: string[];
  projectId: string | null;
  /** The leader in charge of the project; null: any leader. */
  leaderId: string | null;
  lastStepBy: string | null;
  version: number;
  registeredBy: string;
  officerId: string | null;
  /** The person signed, reported, returned, asked or applied in this issue. */
  handled: boolean;
}

/** Who the person is to the issue, see {@link Party}. Nobody verifies what they or their department handled. */
export function partiesOf(principal: Principal, relation: Relation): Party[] {
  const parties: Party[] = [];
  const inDepartment = hasRole(principal, 'handler', 'head');
  const leads = relation.leadUnitId === principal.unitId;
  const supports = relation.supportUnitIds.includes(principal.unitId);
  const took = [...relation.pastUnitIds, ...relation.stepUnitIds].includes(principal.unitId) && inDepartment;
  if (hasRole(principal, 'supervisor')) parties.push('supervisor');
  if (hasRole(principal, 'leader')) parties.push('leader');
  if (rules(principal, relation)) parties.push('ruler');
  if (inDepartment && leads) parties.push('lead');
  if (hasRole(principal, 'head') && leads) parties.push('lead-head');
  if (inDepartment && supports) parties.push('support');
  // Where there is no project, and so no officer responsible for it, whoever registered it confirms.
  const responsible = relation.officerId !== null && officersOf(principal).includes(relation.officerId);
  const registrant = relation.projectId === null && relation.registeredBy === principal.id;
  if (registrant || (hasRole(principal, 'officer') && (responsible || relation.registeredBy === principal.id)))
    parties.push('officer');
  const confirms = parties.includes('supervisor') || parties.includes('officer');
  if (confirms && !relation.handled && !leads && !supports && !took) parties.push('verifier');
  if (didLast(principal, relation)) parties.push('last-actor');
  return parties;
}

/** A supervisor; from the second return of a cycle on the leader in charge of the project. */
function rules(principal: Principal, { state, returns, leaderId }: Relation): boolean {
  if (state !== 'returned' || returns < RETURNS_TO_LEADER) return hasRole(principal, 'supervisor');
  return hasRole(principal, 'leader') && (leaderId === null || leaderId === principal.id);
}

/** Who registered it is the last as long as the record has no second row. */
const didLast = (principal: Principal, { state, version, registeredBy, lastStepBy }: Relation): boolean =>
  lastStepBy === principal.id || (state === 'registered' && version === 1 && registeredBy === principal.id);
