import { isIP } from 'node:net';
import { plainToInstance, Transform } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsUrl,
  Matches,
  Max,
  MinLength,
  Min,
  ValidateBy,
  ValidateIf,
  validateSync,
} from 'class-validator';

const whole = Transform(({ value }: { value: unknown }) => (/^\d+$/.test(String(value)) ? Number(value) : value));
const yesNo = Transform(({ value }: { value: unknown }) =>
  value === '1' || value === 'true' ? true : value === '0' || value === 'false' ? false : value,
);

const S3_WHOLE = 'S3_ENDPOINT、S3_BUCKET、S3_ACCESS_KEY、S3_SECRET_KEY 须同时设置。';
const usesS3 = ({ S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY, S3_SECRET_KEY }: Settings): boolean =>
  [S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY, S3_SECRET_KEY].some((value) => value !== undefined);

const OUTBOUND_ALLOW_FORM = 'OUTBOUND_ALLOW 应为主机名、IP 地址或网段，用逗号分隔，例如 mail.example.cn,10.1.2.0/24。';
const entriesOf = (text: string): string[] =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
/** Hosts, addresses and networks that exist. */
const isReach = (value: unknown): boolean =>
  entriesOf(String(value)).every((entry) => {
    const [net = '', bits] = entry.split('/');
    const family = isIP(net);
    if (bits !== undefined) return family !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
    return family !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(net);
  });

/** Every setting of the program. Each has its line in `.env.example`; a test compares the two. */
export class Settings {
  @IsIn(['development', 'test', 'production'], { message: 'NODE_ENV 应为 development、test 或 production。' })
  NODE_ENV: 'development' | 'test' | 'production' = 'development';

  @whole
  @IsInt({ message: 'PORT 应为端口号，例如 3000。' })
  @Min(0, { message: 'PORT 应为端口号，例如 3000。' })
  @Max(65535, { message: 'PORT 应为端口号，例如 3000。' })
  PORT = 3000;

  @Matches(/^[\w.:-]+$/, { message: 'HOST 应为监听的地址，例如 127.0.0.1 或 0.0.0.0。' })
  HOST = '127.0.0.1';

  @Matches(/^postgres(ql)?:\/\/.+/, {
    message: 'DATABASE_URL 应为 PostgreSQL 的连接地址，例如 postgres://用户:密码@主机:5432/库名。',
  })
  DATABASE_URL: string;

  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/.+/, {
    message: 'MIGRATION_DATABASE_URL 应为数据库所有者的连接地址，例如 postgres://用户:密码@主机:5432/库名。',
  })
  MIGRATION_DATABASE_URL?: string;

  @whole
  @IsInt({ message: 'DATABASE_POOL_SIZE 应为整数。' })
  @Min(2, { message: 'DATABASE_POOL_SIZE 不能小于 2。' })
  @Max(200, { message: 'DATABASE_POOL_SIZE 不能大于 200。' })
  DATABASE_POOL_SIZE = 20;

  @IsOptional()
  @Matches(/^rediss?:\/\/.+/, {
    message: 'REDIS_URL 应为 Redis 的连接地址，例如 redis://主机:6379；不设则队列使用 PostgreSQL。',
  })
  REDIS_URL?: string;

  @Matches(/\S/, { message: 'RECORD_ANCHOR_DIR 应为保存台账记录校验值的文件夹。' })
  RECORD_ANCHOR_DIR = '.data/anchors';

  @yesNo
  @IsBoolean({ message: 'DEMO 应为 1 或 0；正式部署不要设为 1。' })
  DEMO = false;

  @IsOptional()
  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'PUBLIC_URL 应为用户访问本系统的网址，例如 https://xiaohao.example.cn。' },
  )
  PUBLIC_URL?: string;

  @yesNo
  @IsBoolean({ message: 'TRUST_PROXY 应为 1 或 0：仅当前面有反向代理时设为 1。' })
  TRUST_PROXY = false;

  @whole
  @IsInt({ message: 'SESSION_HOURS 应为整数小时。' })
  @Min(1, { message: 'SESSION_HOURS 不能小于 1。' })
  @Max(720, { message: 'SESSION_HOURS 不能大于 720。' })
  SESSION_HOURS = 12;

  @whole
  @IsInt({ message: 'LOGIN_PER_MINUTE 应为整数：每个地址每分钟最多尝试登录的次数。' })
  @Min(1, { message: 'LOGIN_PER_MINUTE 不能小于 1。' })
  LOGIN_PER_MINUTE = 60;

  @IsIn(['debug', 'info', 'warn', 'error', 'silent'], {
    message: 'LOG_LEVEL 应为 debug、info、warn、error 或 silent。',
  })
  LOG_LEVEL: 'debug' | 'info' | 'warn' | 'error' | 'silent' = 'info';

  @IsOptional()
  @Matches(/^\S{32,400}$/, { message: 'SECRETS_KEY 至少 32 个字符，不含空格，例如 openssl rand -hex 32 的输出。' })
  SECRETS_KEY?: string;

  @IsOptional()
  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'OUTBOUND_PROXY 应为代理的网址，例如 http://proxy.example.cn:3128。' },
  )
  OUTBOUND_PROXY?: string;

  @ValidateBy({
    name: 'isReach',
    validator: { validate: isReach, defaultMessage: () => OUTBOUND_ALLOW_FORM },
  })
  OUTBOUND_ALLOW = '';

  @IsOptional()
  @Matches(/^\S{16,200}$/, { message: 'METRICS_TOKEN 至少 16 个字符，不含空格，例如 openssl rand -hex 32 的输出。' })
  METRICS_TOKEN?: string;

  @Matches(/^[^\0]{1,400}$/, { message: 'FILES_DIR 应为保存附件的文件夹，例如 /data/files。' })
  FILES_DIR = '.data/files';

  @ValidateIf(usesS3)
  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: `S3_ENDPOINT 应为对象存储的网址，例如 https://s3.example.cn；${S3_WHOLE}` },
  )
  S3_ENDPOINT?: string;

  @ValidateIf(usesS3)
  @Matches(/^[A-Za-z0-9][A-Za-z0-9._-]{1,62}$/, { message: `S3_BUCKET 应为存储桶的名称；${S3_WHOLE}` })
  S3_BUCKET?: string;

  @ValidateIf(usesS3)
  @MinLength(3, { message: `请设置 S3_ACCESS_KEY；${S3_WHOLE}` })
  S3_ACCESS_KEY?: string;

  @ValidateIf(usesS3)
  @MinLength(8, { message: `S3_SECRET_KEY 至少 8 个字符；${S3_WHOLE}` })
  S3_SECRET_KEY?: string;

  @Matches(/^[a-z0-9-]{1,40}$/, { message: 'S3_REGION 应为对象存储的区域，例如 us-east-1。' })
  S3_REGION = 'us-east-1';

  @whole
  @IsInt({ message: 'POSITION_KEPT_DAYS 应为整数天：走访和照片的定位保留多久，例如 730。' })
  @Min(1, { message: 'POSITION_KEPT_DAYS 不能小于 1。' })
  @Max(36500, { message: 'POSITION_KEPT_DAYS 不能大于 36500。' })
  POSITION_KEPT_DAYS = 730;

  @IsOptional()
  @Matches(/^(https?:\/\/[\w.-]+(:\d+)?)?\/(?=\S*\{z\})(?=\S*\{x\})(?=\S*\{y\})[^\s"'<>;,\\]+$/, {
    message:
      'MAP_TILES_URL 应为地图瓦片的地址，含 {z}、{x}、{y}，例如 https://map.example.cn/tiles/{z}/{x}/{y}.png；不设则不用底图。',
  })
  MAP_TILES_URL?: string;

  @Matches(/^[^\0\r\n]{0,80}$/, { message: 'MAP_TILES_NOTE 应为底图的来源和审图号，不超过 80 个字。' })
  MAP_TILES_NOTE = '';

  /** What of the private networks may be called: the bureau's own hosts and networks. */
  get outboundAllow(): string[] {
    return entriesOf(this.OUTBOUND_ALLOW);
  }

  /** The host that map tiles come from, for the policy of the pages; undefined: none, or our own. */
  get tilesOrigin(): string | undefined {
    return this.MAP_TILES_URL === undefined || this.MAP_TILES_URL.startsWith('/')
      ? undefined
      : new URL(this.MAP_TILES_URL).origin;
  }

  /** The address people type; links in messages start with it. */
  get publicUrl(): string {
    return this.PUBLIC_URL ?? `http://localhost:${this.PORT}`;
  }
}

/** The settings cannot be used; `faults` are sentences, all of them at once. */
export class SettingsError extends Error {
  constructor(readonly faults: string[]) {
    super(`设置有误：\n${faults.map((fault) => `  · ${fault}`).join('\n')}`);
  }
}

/**
 * Reads and checks the settings.
 *
 * @throws SettingsError that lists every fault
 */
export function readSettings(environment: Record<string, string | undefined> = process.env): Settings {
  const given = Object.fromEntries(
    Object.keys(new Settings())
      .concat('DATABASE_URL', 'MIGRATION_DATABASE_URL', 'REDIS_URL', 'PUBLIC_URL')
      .concat('SECRETS_KEY', 'OUTBOUND_PROXY', 'METRICS_TOKEN')
      .concat('S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY', 'S3_SECRET_KEY', 'MAP_TILES_URL')
      .map((name) => [name, environment[name]?.trim()] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const settings = plainToInstance(Settings, given, { exposeDefaultValues: true });
  const faults = validateSync(settings).flatMap((fault) => Object.values(fault.constraints ?? {}).slice(0, 1));
  if (faults.length > 0) throw new SettingsError(faults);
  return settings;
}
