import type { IssueView } from '@app/ledger';
import type { FieldFault } from '@app/platform';
import type { Answer, TestApp } from './app';
import type { Actor } from './cast';

/** What a refused request answers. */
export interface Refused {
  code: string;
  message: string;
  details?: FieldFault[];
}

/** Registers and moves issues of one project through the API, as the people of the cast. */
export class IssueDesk {
  private constructor(
    private readonly t: TestApp,
    readonly projectId: string,
  ) {}

  /** With a project of its own, whose officer is `officer`. */
  static async open(t: TestApp, name = '磐升项目', more: { leader?: Actor } = {}): Promise<IssueDesk> {
    const { people } = t.cast;
    const [project] = (await t.database.query(
      `insert into project (name, total_investment, officer_id, leader_id) values ($1, 100000, $2, $3) returning id`,
      [name, people.officer, more.leader ? people[more.leader] : null],
    )) as [{ id: string }];
    return new IssueDesk(t, project.id);
  }

  async registered(more: object = {}, actor: Actor = 'officer'): Promise<IssueView> {
    const { status, body } = await (
      await this.t.as(actor)
    ).post<IssueView>('/api/issues', {
      projectId: this.projectId,
      title: '施工用电容量不足',
      description: '临时用电 315 kVA，二期打桩后不够用',
      categoryCode: 'power',
      severity: 'medium',
      ...more,
    });
    expect(status).toBe(201);
    return body;
  }

  async read(id: string, actor: Actor = 'supervisor'): Promise<IssueView> {
    return (await (await this.t.as(actor)).get<IssueView>(`/api/issues/${id}`)).body;
  }

  /** Tries the action with the version that is there; the answer may be a refusal. */
  async attempt<T = Refused>(actor: Actor, id: string, action: string, more: object = {}): Promise<Answer<T>> {
    const [{ version }] = (await this.t.database.query('select version from issue where id = $1', [id])) as [
      { version: number },
    ];
    return (await this.t.as(actor)).post<T>(`/api/issues/${id}/actions/${action}`, { version, ...more });
  }

  async act(actor: Actor, id: string, action: string, more: object = {}): Promise<IssueView> {
    const { status, body } = await this.attempt<IssueView>(actor, id, action, more);
    if (status !== 200) throw new Error(`${actor} ${action}: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** The code of the refusal. */
  async refusal(actor: Actor, id: string, action: string, more: object = {}): Promise<string> {
    const { status, body } = await this.attempt(actor, id, action, more);
    if (status === 200) throw new Error(`${actor} ${action} was not refused`);
    return body.code === 'validation' ? `validation ${body.details?.map(({ field }) => field).join()}` : body.code;
  }

  /** An issue on its way: registered, assigned to the power company, signed, and so on up to the step named. */
  async at(
    step: 'assigned' | 'in-progress' | 'pending-verification' | 'closed',
    more: object = {},
  ): Promise<IssueView> {
    const { id } = await this.registered();
    let issue = await this.act('supervisor', id, 'assign', { leadUnitId: this.t.cast.units.power, ...more });
    if (step === 'assigned') return issue;
    issue = await this.act('handler', id, 'sign');
    if (step === 'in-progress') return issue;
    issue = await this.act('handler', id, 'apply-closure', { note: '已增容至 630 kVA' });
    if (step === 'pending-verification') return issue;
    return this.act('supervisor', id, 'verify', { note: '现场已通电' });
  }
}
