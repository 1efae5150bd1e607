import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AnchorFolder, type RecordHeadView, RecordService, type Verdict, verifyRecord } from '@app/record';
import { APPLICATION_ROLE, type Tx } from '@app/platform';
import fc from 'fast-check';
import { eventHash, type Registered, type SealedEvent, sealedHash, sealHash } from '../libs/record/record.chain';
import { allEvents } from '../libs/record/evidence.queries';
import { migrations } from '../migrations';
import { RECORD_TABLES } from '../migrations/grants';
import { migrateDown, migrateUp } from '../migrations/migrate';
import { type Actor, startApp, type TestApp } from './support';

let t: TestApp;
let record: RecordService;
let folder: string;
let anchors: AnchorFolder;
let projectId: string;
const issues: string[] = [];

const act = async (actor: Actor, id: string, action: string, body: object): Promise<void> => {
  const { status, text } = await (await t.as(actor)).post(`/api/issues/${id}/actions/${action}`, body);
  if (status !== 200) throw new Error(`${action}: ${text}`);
};
const register = async (title: string): Promise<string> => {
  const id = randomUUID();
  const body = { id, projectId, title, categoryCode: 'power', severity: 'high' };
  const { status, text } = await (await t.as('officer')).post('/api/issues', body);
  if (status !== 201) throw new Error(text);
  return id;
};
const seal = (): Promise<number> => t.database.transaction((tx) => record.seal(tx, t.clock.now()));
const verify = async (tx?: Tx): Promise<Verdict> => {
  const files = await anchors.all();
  return tx ? verifyRecord(tx, files) : t.database.transaction('REPEATABLE READ', (own) => verifyRecord(own, files));
};

/** What the verifier says after a superuser has done this, with every trigger off; then it is undone. */
async function after(
  ...tampering: (string | [string, unknown[]] | ((tx: Tx) => Promise<void>))[]
): Promise<string | null> {
  let fault: string | null = null;
  await t.database
    .transaction(async (tx) => {
      await tx.query('set local session_replication_role = replica');
      for (const step of tampering) {
        if (typeof step === 'function') await step(tx);
        else if (typeof step === 'string') await tx.query(step);
        else await tx.query(...step);
      }
      ({ fault } = await verify(tx));
      throw new Error('undone');
    })
    .catch((error: Error) => {
      if (error.message !== 'undone') throw error;
    });
  return fault;
}

const numberOf = async (id: string | undefined): Promise<string> => {
  const [row] = (await t.database.query('select number from issue where id = $1', [id])) as [{ number: string }];
  return row.number;
};

/** Three issues with four rows each, sealed in three seals, the first two of them kept outside. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xiaohao-anchors-'));
  t = await startApp({ RECORD_ANCHOR_DIR: folder });
  record = t.app.get(RecordService);
  anchors = new AnchorFolder(folder);
  const [project] = (await t.database.query(
    `insert into project (name, total_investment, officer_id) values ('磐升项目', 100000, $1) returning id`,
    [t.cast.people.officer],
  )) as [{ id: string }];
  projectId = project.id;
  for (const title of ['临时用电', '雨污管网', '“引号”\n换行\t\u2028与表情😀']) {
    const id = await register(title);
    issues.push(id);
    await act('supervisor', id, 'assign', { version: 1, leadUnitId: t.cast.units.power });
    await act('handler', id, 'sign', { version: 2 });
    await seal();
    if (issues.length === 2) await t.database.transaction((tx) => record.anchor(tx, t.clock.now()));
    await act('supervisor', id, 'urge', { version: 3, note: `请尽快办理 "${title}" \\ <b>&` });
  }
  await seal();
});
afterAll(async () => {
  await t.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a sound record', () => {
  it('is proved, with what was kept outside', async () => {
    expect(await verify()).toEqual({
      ledgers: 1,
      issues: 3,
      events: 12,
      seals: 4,
      unsealed: 0,
      anchorFiles: 1,
      fault: null,
    });
  });

  it('hashes every column of an event, whatever the text', async () => {
    const columns: { name: string }[] = await t.database.query(
      `select column_name as name from information_schema.columns where table_name = 'issue_event' order by 1`,
    );
    const [row] = (await t.database.query(`select prosrc as body from pg_proc where proname = 'event_hash'`)) as [
      { body: string },
    ];
    const hashed = [...row.body.matchAll(/e\.(\w+)/g)].map(([, name]) => name as string);
    expect([...hashed, 'hash'].sort()).toEqual(columns.map(({ name }) => name));

    const text = fc.string({ unit: 'binary' }).filter((value) => !value.includes('\0'));
    const notes = fc.sample(fc.tuple(text, fc.dictionary(text, fc.oneof(text, fc.integer(), fc.constant(null)))), 300);
    const [event] = await first(1);
    if (!event) throw new Error('no event');
    const hashes: { hash: string; data: string }[] = await t.database.query(
      `select encode(event_hash('before', (e.id, e.issue_id, e.seq, e.action, e.from_state, e.to_state, e.actor_id, e.unit_id,
                                          e.at, n.note, e.due_on, n.data, e.body_hash, e.hash)::issue_event), 'hex') as hash,
              n.data::text as data
         from issue_event e, jsonb_to_recordset($2::jsonb) as n (note text, data jsonb) where e.id = $1`,
      [event.id, JSON.stringify(notes.map(([note, data]) => ({ note, data })))],
    );
    expect(hashes.map(({ hash }) => hash)).toEqual(
      notes.map(([note], index) => eventHash('before', { ...event, note, data: hashes[index]?.data ?? '' })),
    );
  });

  it('is sealed once, however many seal at once, whatever was committed late', async () => {
    const before = await verify();
    // A slow one took its place in the order before the others and is committed after them.
    const slow = t.database.createQueryRunner();
    await slow.startTransaction();
    const late = await register('晚提交的');
    await slow.query(
      `insert into issue_event (issue_id, seq, action, from_state, to_state, actor_id, unit_id, at, note, due_on, body_hash)
       select id, 2, 'urge', 'registered', 'registered', registered_by, $2, registered_at, '', due_on, '' from issue where id = $1`,
      [late, t.cast.units.bureau],
    );
    await slow.query('update issue set version = 2 where id = $1', [late]);
    for (let n = 0; n < 3; n += 1) await register(`同时封存 ${n}`);
    const sealed = await Promise.all(Array.from({ length: 5 }, seal));
    expect(sealed.filter((count) => count > 0)).toEqual([4]);
    await slow.commitTransaction();
    await slow.release();
    expect(await Promise.all([seal(), seal()])).toEqual(expect.arrayContaining([0, 1]));
    expect(await seal()).toBe(0);
    expect(await verify()).toMatchObject({
      fault: null,
      unsealed: 0,
      seals: before.seals + 2,
      events: before.events + 5,
    });
  });

  it('has one row for fifty closures at once', async () => {
    const id = await register('同时销号');
    const supervisor = await t.as('supervisor');
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        supervisor.post(`/api/issues/${id}/actions/close`, { version: 1, note: '重复登记' }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(49).fill(409)]);
    expect(await t.database.query('select count(*)::int as n from issue_event where issue_id = $1', [id])).toEqual([
      { n: 2 },
    ]);
    await seal();
    expect((await verify()).fault).toBeNull();
  });
});

const first = async (count: number) => {
  const found: (typeof rows extends AsyncGenerator<infer Row> ? Row : never)[] = [];
  const runner = t.database.createQueryRunner();
  await runner.startTransaction();
  const rows = allEvents(runner.manager);
  for await (const row of rows) if (found.push(row) === count) break;
  await runner.rollbackTransaction();
  await runner.release();
  return found;
};

/** What an attacker does who knows the program: makes the chain of an issue fit again. */
const rechain =
  (id: string | undefined) =>
  async (tx: Tx): Promise<void> => {
    await tx.query(
      `do $$ declare e issue_event; before text := '${id}'; begin
       for e in select * from issue_event where issue_id = '${id}' order by seq loop
         update issue_event set hash = event_hash(before, e) where id = e.id returning encode(hash, 'hex') into before;
       end loop; end $$`,
    );
  };

/** And every seal as well. */
async function reseal(tx: Tx): Promise<void> {
  const seals: {
    ledger_id: string;
    seq: number;
    total: string;
    sealed_at: Date;
    issue_ids: string[];
    seqs: number[];
  }[] = await tx.query('select * from ledger_seal order by ledger_id, seq');
  let before = seals[0]?.ledger_id ?? '';
  for (const { ledger_id, seq: place, total, sealed_at, issue_ids, seqs } of seals) {
    const members: SealedEvent[] = [];
    for (const [index, issueId] of issue_ids.entries()) {
      const [row] = (await tx.query(
        `select encode(e.hash, 'hex') as hash, i.number, i.title, i.description, i.registered_by as "registeredBy"
           from issue_event e join issue i on i.id = e.issue_id where e.issue_id = $1 and e.seq = $2`,
        [issueId, seqs[index]],
      )) as [Registered & { hash: string }];
      const seq = seqs[index] as number;
      members.push({ issueId, seq, hash: sealedHash(row.hash, seq === 1 ? row : null) });
    }
    before = sealHash(before, { ledgerId: ledger_id, seq: place, total: Number(total), sealedAt: sealed_at }, members);
    await tx.query('update ledger_seal set hash = $3, hashes = $4 where ledger_id = $1 and seq = $2', [
      ledger_id,
      place,
      Buffer.from(before, 'hex'),
      Buffer.from(members.map(({ hash }) => hash).join(''), 'hex'),
    ]);
  }
}

describe('the verifier names the first broken row of', () => {
  let number: string;
  let id: string;
  beforeAll(async () => {
    id = issues[1] as string;
    number = await numberOf(id);
  });

  it('an edited row', async () => {
    for (const change of [
      `note = '改'`,
      `at = at + interval '1 second'`,
      `actor_id = null, unit_id = null`,
      `data = '{"x": 1}'`,
    ]) {
      expect(await after([`update issue_event set ${change} where issue_id = $1 and seq = 2`, [id]])).toBe(
        `${number} 第 2 条记录与校验值不符：这一条或它的校验值被改动。`,
      );
    }
  });

  it('a row deleted from the middle', async () => {
    expect(await after(['delete from issue_event where issue_id = $1 and seq = 3', [id]])).toBe(
      `${number} 第 3 条记录缺失。`,
    );
    expect(await after(['delete from issue_event where issue_id = $1 and seq = 1', [id]])).toBe(
      `${number} 第 1 条记录缺失。`,
    );
  });

  it('the cut end of an issue, also when the issue was set back', async () => {
    const cut: [string, unknown[]] = ['delete from issue_event where issue_id = $1 and seq = 4', [id]];
    expect(await after(cut)).toContain(`${number} 第 4 条记录缺失`);
    expect(await after(cut, ['update issue set version = 3 where id = $1', [id]])).toMatch(
      new RegExp(`^${number} 第 4 条记录已不存在，而项目问题台账第 3 次封存（2024-10-16 10:00）记有它。$`),
    );
  });

  it('a row changed with its chain made anew, and with the seals made anew', async () => {
    const edit: [string, unknown[]] = [`update issue_event set note = '改' where issue_id = $1 and seq = 2`, [id]];
    expect(await after(edit, rechain(id))).toContain(`${number} 第 2 条记录与项目问题台账第 2 次封存`);
    expect(await after(edit, rechain(id), reseal)).toMatch(
      /^项目问题台账第 2 次封存与 anchors-2024-10-16.jsonl 第 1 行留存的校验值不符/,
    );
    // The same, of what nobody has kept outside: this cannot be seen, and is why heads are kept.
    const last = issues[2];
    expect(
      await after(
        [`update issue_event set note = '改' where issue_id = $1 and seq = 4`, [last]],
        rechain(last),
        reseal,
      ),
    ).toBeNull();
  });

  it('an end cut off everything, with its seals and its numbers', async () => {
    const cutFrom = (seq: number) => async (tx: Tx) => {
      await tx.query(`delete from issue_event e using ledger_seal s, unnest(s.issue_ids, s.seqs) as m (issue_id, seq)
                       where s.seq >= ${seq} and e.issue_id = m.issue_id and e.seq = m.seq`);
      await tx.query(`delete from ledger_seal where seq >= ${seq}`);
      await tx.query('delete from issue i where not exists (select from issue_event where issue_id = i.id)');
      await tx.query(`update issue i set version = e.seq, state = e.to_state, due_on = e.due_on, closed_at = null from
        (select distinct on (issue_id) * from issue_event order by issue_id, seq desc) e where e.issue_id = i.id`);
      await tx.query('update ledger_counter set last = (select max(sequence) from issue)');
    };
    expect(await after(cutFrom(2))).toMatch(
      /^台账 project-issue 第 2 次封存不存在，而 anchors-2024-10-16.jsonl 第 1 行留有它的校验值：末尾的记录被截去。$/,
    );
  });

  it('an issue deleted whole, also when the others close ranks', async () => {
    const gone = ['delete from issue_event where issue_id = $1', 'delete from issue where id = $1'].map(
      (sql): [string, unknown[]] => [sql, [id]],
    );
    expect(await after(...gone)).toBe(
      `${number} 不存在：项目问题台账 2024 年的编号应当连续到 ${(await verify()).issues}，这个问题被删除或编号被改动。`,
    );
    expect(
      await after(
        ...gone,
        `update issue set sequence = sequence - 1, number = 'WT-2024-' || lpad((sequence - 1)::text, 4, '0') where sequence > 2`,
        'update ledger_counter set last = last - 1',
      ),
    ).toContain(`已被删除的问题（${id}） 第 1 条记录已不存在`);
  });

  it('an issue that was moved past its record, a number that was changed, a counter that was set', async () => {
    const set = (change: string): Promise<string | null> => after([`update issue set ${change} where id = $1`, [id]]);
    expect(await set(`state = 'closed', closed_at = now()`)).toContain(`${number} 的状态与第 4 条记录不符`);
    expect(await set(`due_on = due_on + 30`)).toContain(`${number} 的办理期限与第 4 条记录不符`);
    expect(await set('version = 9')).toContain(`${number} 第 5 条记录缺失`);
    expect(await set(`number = 'WT-2024-0999'`)).toBe('WT-2024-0999 的编号被改动。');
    expect(await set(`title = '改了的标题'`)).toContain(`${number} 第 1 条记录与项目问题台账第 2 次封存`);
    expect(await after('update ledger_counter set last = last + 1')).toContain('不存在：项目问题台账 2024 年的编号');
    expect(await after(['delete from issue_event where issue_id = $1', [id]])).toContain(`${number} 第 1 条记录缺失`);
  });

  it('a seal that was changed or taken out, and a row that vanished before it was sealed', async () => {
    expect(await after('delete from ledger_seal where seq = 1')).toBe('项目问题台账第 1 次封存缺失。');
    expect(await after("update ledger_seal set sealed_at = sealed_at + interval '1 hour' where seq = 2")).toContain(
      '项目问题台账第 2 次封存（2024-10-16 11:00）的校验值不符',
    );
    expect(await after(['insert into seal_queue (issue_id, seq) values ($1, 5)', [id]])).toBe(
      `${number} 第 5 条记录在封存之前被删除。`,
    );
  });
});

describe('the heads', () => {
  it('are kept once a day, in a file that is made once and read-only', async () => {
    const heads = () => t.database.transaction((tx) => record.anchor(tx, t.clock.now()));
    expect(await heads()).toBe(false);
    expect(statSync(join(folder, 'anchors-2024-10-16.jsonl')).mode & 0o777).toBe(0o444);
    t.clock.set('2024-10-17T00:10:00+08:00');
    const kept = await Promise.all(Array.from({ length: 5 }, heads));
    expect(kept.filter(Boolean)).toHaveLength(1);
    expect(await verify()).toMatchObject({ fault: null, anchorFiles: 2 });
  });

  it('are shown to administrator and supervisor, with lines for paper', async () => {
    const { status, body } = await (await t.as('admin')).get<RecordHeadView>('/api/record/head');
    expect(status).toBe(200);
    const [head] = body.ledgers;
    expect(body).toMatchObject({ keptOn: '2024-10-17', unsealed: 0 });
    expect(head?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(head?.keptSeal).toBe(head?.seal);
    expect(body.lines[0]?.replace(/ /g, '')).toContain(head?.hash);
    expect((await (await t.as('supervisor')).get('/api/record/head')).status).toBe(200);
    expect((await (await t.as('handler')).get('/api/record/head')).status).toBe(403);
  });

  it('that are no heads any more are named', async () => {
    const file = join(folder, 'anchors-2024-10-15.jsonl');
    writeFileSync(file, '{"ledger":"project-issue","led');
    expect((await verify()).fault).toBe('anchors-2024-10-15.jsonl 第 1 行不是完整的校验值：留存的文件被改动。');
    rmSync(file);
  });

  it('of another system are told apart', async () => {
    const file = join(folder, 'anchors-2024-10-15.jsonl');
    const anchor = { ledger: 'project-issue', ledgerId: randomUUID(), seal: 1, hash: '00', events: 1, at: '' };
    writeFileSync(file, JSON.stringify(anchor));
    expect((await verify()).fault).toContain('RECORD_ANCHOR_DIR 指向了另一套系统的文件夹');
    rmSync(file);
  });
});

describe('the database refuses', () => {
  it.each(RECORD_TABLES)('the application to change or empty %s', async (table) => {
    const [column] = (await t.database.query(
      `select column_name as name from information_schema.columns where table_name = $1
        order by ordinal_position desc limit 1`,
      [table],
    )) as [{ name: string }];
    for (const sql of [
      `update ${table} set ${column.name} = ${column.name}`,
      `delete from ${table}`,
      `truncate ${table}`,
      `alter table ${table} disable trigger all`,
    ]) {
      const attempt = t.database.transaction(async (tx) => {
        await tx.query(`set local role ${APPLICATION_ROLE}`);
        await tx.query(sql);
      });
      await expect(attempt).rejects.toThrow(/permission denied|must be owner/);
    }
  });

  it.each(RECORD_TABLES.filter((table) => table !== 'escalation_order'))('the owner to empty %s', async (table) => {
    await expect(t.database.query(`truncate ${table} cascade`)).rejects.toThrow('append only');
  });

  it('an event that follows none', async () => {
    await expect(
      t.database.query(
        `insert into issue_event (issue_id, seq, action, to_state, at, body_hash) values ($1, 99, 'order', 'assigned', now(), '')`,
        [issues[0]],
      ),
    ).rejects.toMatchObject({ driverError: { constraint: 'issue_event_chained' } });
  });
});

it('a one-time link that an administrator makes stands on the change record', async () => {
  const { handler, admin } = t.cast.people;
  const { status, body } = await (
    await t.as('admin')
  ).post<{ activationLink: string }>(`/api/users/${handler}/activation-link`);
  expect(status).toBe(201);
  const [row] = (await t.database.query('select * from change_record order by id desc limit 1')) as [{ after: object }];
  expect(row).toMatchObject({ actor_id: admin, subject_kind: 'person', subject_id: handler, action: 'update' });
  expect(row.after).toEqual({ activationLinkUntil: expect.stringMatching(/^2024-10-\d\dT/) as unknown });
  expect(JSON.stringify(row)).not.toContain(body.activationLink.split('#')[1]);
});

it('rows from before there were hashes get theirs, and are sealed', async () => {
  const { events } = await verify();
  const later = migrations.findIndex(({ name }) => name === 'Record1730000000004');
  await migrateDown(t.databaseUrl, migrations.length - later);
  await migrateUp(t.databaseUrl);
  const proved = await t.database.transaction((tx) => verifyRecord(tx, []));
  expect(proved).toMatchObject({ fault: null, events, unsealed: events, seals: 0 });
  expect(await seal()).toBe(events);
  expect(await t.database.transaction((tx) => verifyRecord(tx, []))).toMatchObject({
    fault: null,
    unsealed: 0,
    seals: 1,
  });
  expect((await verify()).fault).toContain('anchors-2024-10-16.jsonl');
});
