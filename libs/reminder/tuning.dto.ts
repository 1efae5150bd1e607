import { LowerCase } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsBoolean, IsUUID } from 'class-validator';

const YES_NO = (label: string) => ({ message: `${label}应为 true 或 false。` });

/** How I want one kind of reminder. */
export class TuningBody {
  /** I do not want it; not where it is mandatory. */
  @IsBoolean(YES_NO('是否关闭'))
  muted: boolean;

  /** Outside channels once a day together instead of one by one. */
  @IsBoolean(YES_NO('是否汇总'))
  digest: boolean;

  /** Outside channels that I do not want it by. */
  @ApiProperty({ type: [String], format: 'uuid' })
  @IsArray({ message: '不用的渠道应为列表。' })
  @ArrayMaxSize(20, { message: '不用的渠道不能超过 20 个。' })
  @LowerCase()
  @IsUUID('all', { each: true, message: '渠道的编号格式不对。' })
  without: string[];
}

/** An outside channel that the rule uses for me. */
export class MyChannel {
  id: string;
  name: string;
  /** It has an address of mine, or needs none. */
  reaches: boolean;
}

/** A rule that can concern me, and how I want it. */
export class MyRule {
  code: string;
  name: string;
  /** May not be muted, and keeps at least one of its channels. */
  mandatory: boolean;
  /** The rule itself sends digests. */
  digestAlways: boolean;
  muted: boolean;
  digest: boolean;
  @ApiProperty({ type: [String] }) without: string[];
  /** In the order in which they take over; the inbox is always used. */
  @ApiProperty({ type: [MyChannel] }) channels: MyChannel[];
}

export class MyRulesView {
  @ApiProperty({ type: [MyRule] }) items: MyRule[];
}
