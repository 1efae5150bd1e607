import { hasRole, type Principal, type Role } from '@app/org';
import { Clock, invalid, problem, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Relation } from './reminder.kinds';
import type { MyRule, MyRulesView, TuningBody } from './tuning.dto';
import { findTuned, saveTuning, type TunedRule } from './tuning.queries';

/** Roles that can stand in the relation; what is left out can be anybody. */
const ROLES_OF: Partial<Record<Relation, Role[]>> = {
  handler: ['handler'],
  head: ['head'],
  supervisor: ['supervisor'],
  leader: ['leader'],
  officer: ['officer'],
  administrator: ['administrator'],
  ruler: ['supervisor', 'leader'],
  registrar: ['officer', 'supervisor', 'handler', 'head'],
};

const concerns = (principal: Principal, { whom }: TunedRule): boolean =>
  whom.some((relation) => {
    const roles = ROLES_OF[relation];
    return roles === undefined || hasRole(principal, ...roles);
  });

const viewOf = ({ whom: _, channels, ...rule }: TunedRule): MyRule => ({ ...rule, channels: channels ?? [] });

/** What each person makes of the rules, within what a rule allows. */
@Injectable()
export class TuningService {
  constructor(private readonly clock: Clock) {}

  /** The rules that can concern the person. */
  async list(tx: Tx, principal: Principal): Promise<MyRulesView> {
    const rules = await findTuned(tx, principal.id);
    return { items: rules.filter((rule) => concerns(principal, rule)).map(viewOf) };
  }

  /** @throws Problem 404, 400 where the rule is mandatory */
  async save(tx: Tx, principal: Principal, code: string, body: TuningBody): Promise<MyRule> {
    const [rule] = await findTuned(tx, principal.id, code);
    if (!rule || !concerns(principal, rule)) throw problem.notFound();
    const channels = rule.channels ?? [];
    if (rule.mandatory && body.muted) throw invalid('muted', `“${rule.name}”是必须接收的提醒，不能关闭。`);
    const left = channels.filter(({ id, reaches }) => reaches && !body.without.includes(id));
    if (rule.mandatory && channels.some(({ reaches }) => reaches) && left.length === 0) {
      throw invalid('without', `“${rule.name}”是必须接收的提醒，请至少保留一个渠道。`);
    }
    // Only what the rule uses is kept: a list of anything else would mean nothing.
    const without = channels.filter(({ id }) => body.without.includes(id)).map(({ id }) => id);
    await saveTuning(tx, principal.id, code, { ...body, without }, this.clock.now());
    return { ...viewOf(rule), ...body, without };
  }
}
