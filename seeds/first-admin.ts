import { AuthService } from '@app/org';
import { lock, SystemClock, type Tx } from '@app/platform';
import { runSeed, SeedFault } from './command';

/** The administrator who may still be set up: made with the bureau when there is none yet. */
async function firstAdministrator(tx: Tx): Promise<string> {
  await lock(tx, 'seed');
  const administrators: { id: string; active: boolean }[] = await tx.query(
    `select id, password_hash is not null as active from person where 'administrator' = any (roles) order by created_at`,
  );
  if (administrators.some(({ active }) => active)) {
    throw new SeedFault('已经有设置了密码的管理员，不再生成链接；请由管理员在“用户”中新增或重置。');
  }
  if (administrators[0]) return administrators[0].id;
  await tx.query(
    `insert into unit (name, kind) select '经济发展局', 'bureau' where not exists (select from unit where kind = 'bureau')`,
  );
  const [person]: { id: string }[] = await tx.query(
    `insert into person (username, name, title, unit_id, roles)
     select 'admin', '系统管理员', '管理员', id, array['administrator'] from unit where kind = 'bureau' order by id limit 1
     on conflict on constraint person_username_unique do nothing returning id`,
  );
  if (!person) throw new SeedFault('用户名 admin 已被非管理员使用，请先把该用户改名。');
  return person.id;
}

void runSeed(async (database, settings) => {
  const id = await database.transaction(firstAdministrator);
  const link = await new AuthService(database, new SystemClock(), settings).oneTimeLink(id);
  console.log('请用下面的链接为管理员 admin 设置密码（72 小时内有效，只能用一次）：');
  console.log(link);
});
