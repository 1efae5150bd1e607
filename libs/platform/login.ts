import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

/** What should be said of the login the program connects as: it can change the record; null when it cannot. */
export async function loginKind(database: Pick<DataSource, 'query'>): Promise<string | null> {
  const [row]: { name: string; superuser: boolean; owner: boolean | null; stepped: boolean }[] = await database.query(
    `select rolname as name, rolsuper as superuser, current_user <> session_user as stepped,
            (select pg_has_role(session_user, relowner, 'usage') from pg_class
              where oid = to_regclass('public.migrations')) as owner
       from pg_roles where rolname = session_user`,
  );
  if (!row || !(row.superuser || row.owner)) return null;
  const may = row.superuser ? '是数据库的超级用户' : '是数据表的所有者';
  const now = row.stepped ? '程序已自行降低权限，但' : '';
  return `DATABASE_URL 的登录 ${row.name} ${may}：${now}持有它的人能够改动台账记录。请让程序使用权限较低的登录，并把所有者的地址写在 MIGRATION_DATABASE_URL。`;
}

/** Says at start that the login may do more than it should. */
@Injectable()
export class LoginCheck implements OnApplicationBootstrap {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** A database that is away is the health check's affair. */
  async onApplicationBootstrap(): Promise<void> {
    const kind = await loginKind(this.database).catch(() => null);
    if (kind !== null) new Logger('Database').warn(kind);
  }
}
