import { IsDay, IsId, IsMonth, IsText, IsWhole, Nullable, Optional, PageOf, PageQuery } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, Max, Min } from 'class-validator';

export const BULLETIN_FORMATS = ['docx', 'xlsx', 'pdf'] as const;
/** Word, Excel, PDF. */
export type BulletinFormat = (typeof BULLETIN_FORMATS)[number];

export const BULLETIN_STATES = ['waiting', 'running', 'ready', 'failed'] as const;
/** 等待, 正在生成, 已生成, 未成功. */
export type BulletinState = (typeof BULLETIN_STATES)[number];

const FORMAT_FAULT = '格式应为 docx（Word）、xlsx（Excel）或 pdf。';

export class BulletinBody {
  /** The month it is about. */
  @IsMonth('月份')
  month: string;

  /** A revision that was published; the newest when left out, or the figures of the moment while the month is open. */
  @Optional()
  @IsInt({ message: '版次应为整数。' })
  @Min(1, { message: '版次从 1 开始。' })
  @Max(10_000, { message: '没有这么大的版次。' })
  revision?: number;

  @ApiProperty({ enum: BULLETIN_FORMATS })
  @IsIn(BULLETIN_FORMATS, { message: FORMAT_FAULT })
  format: BulletinFormat;

  /** A template of the bureau, for Word; the national form of official papers when left out. */
  @Optional()
  @IsId('模板')
  templateId?: string;
}

export class BulletinQuery extends PageQuery {
  @Optional()
  @IsMonth('月份')
  month?: string;

  @Optional()
  @ApiProperty({ enum: BULLETIN_FORMATS, required: false })
  @IsIn(BULLETIN_FORMATS, { message: FORMAT_FAULT })
  format?: BulletinFormat;
}

/** A file of a bulletin: asked for, being made, or ready. */
export class BulletinFileView {
  id: string;
  month: string;
  /** The revision that it shows; 0: the month was not closed. */
  revision: number;
  /** The day up to which it counts. */
  asOf: string;
  @ApiProperty({ enum: BULLETIN_FORMATS }) format: BulletinFormat;
  templateId: string | null;
  templateName: string | null;
  templateVersion: number | null;
  /** Name of the file. */
  name: string;
  @ApiProperty({ enum: BULLETIN_STATES }) state: BulletinState;
  /** 0 to 100. */
  progress: number;
  /** Why it could not be made. */
  fault: string | null;
  /** Bytes; null until it is ready. */
  size: number | null;
  /** SHA-256 of the file; null until it is ready. */
  sha256: string | null;
  requestedByName: string;
  requestedAt: string;
  finishedAt: string | null;
}

export class BulletinFilePage extends PageOf(BulletinFileView) {}

export class PreviewQuery {
  @IsMonth('月份')
  month: string;

  /** See {@link BulletinBody}. */
  @Optional()
  @IsWhole('版次', 1, 10_000)
  revision?: number;
}

export const CELL_KINDS = ['text', 'count', 'amount', 'rate', 'points', 'number', 'code'] as const;

export class PreviewColumn {
  title: string;
  /** Printed above neighbours that share it. */
  @ApiProperty({ required: false }) group?: string;
  @ApiProperty({ enum: CELL_KINDS }) kind: (typeof CELL_KINDS)[number];
  /** Share of the width. */
  width: number;
}

export class PreviewTable {
  name: string;
  title: string;
  unit: string;
  columns: PreviewColumn[];
  /** Words of each cell, row by row; null: nothing to say. */
  @ApiProperty({
    type: 'array',
    items: { type: 'array', items: { type: 'string', nullable: true } },
  })
  rows: (string | null)[][];
  /** Whether the last row is 合计. */
  total: boolean;
  note: string;
}

export const BLOCK_KINDS = ['heading', 'text', 'table'] as const;

/** A heading, a paragraph or a table, in the order of the paper. */
export class PreviewBlock {
  @ApiProperty({ enum: BLOCK_KINDS }) kind: (typeof BLOCK_KINDS)[number];
  /** Of a heading: 1 for 一、, 2 for （一）. */
  @ApiProperty({ required: false }) level?: number;
  /** Of a heading or a paragraph. */
  @ApiProperty({ required: false }) text?: string;
  @ApiProperty({ type: PreviewTable, required: false }) table?: PreviewTable;
}

/** How the issuing office signs its papers; an empty part is left out of them. */
export class LetterheadBody {
  /** 发文机关标志, printed in red. */
  @IsText('发文机关标志', { max: 40 })
  head: string;

  /** 机关代字, in the number of the paper: `焦高经发`. */
  @IsText('机关代字', { max: 20 })
  mark: string;

  /** 主送机关. */
  @IsText('主送机关', { max: 200 })
  recipients: string;

  /** 署名. */
  @IsText('署名', { max: 40 })
  issuer: string;

  /** 抄送机关. */
  @IsText('抄送机关', { max: 200 })
  copies: string;

  /** 印发机关. */
  @IsText('印发机关', { max: 40 })
  printer: string;
}

/** The paper word for word, as it would be printed now. */
export class BulletinPreview {
  month: string;
  /** 0 while the month is not closed. */
  revision: number;
  asOf: string;
  letterhead: LetterheadBody;
  /** 发文字号; empty while it has none. */
  number: string;
  title: string;
  /** 未月结, or that an earlier revision is corrected; empty otherwise. */
  mark: string;
  opening: string;
  blocks: PreviewBlock[];
  /** 成文日期. */
  date: string;
}

export class NoteParam {
  @IsMonth('月份')
  month: string;
}

/** What people add to the bulletin of a month. */
export class NoteBody {
  /** The version that was seen; 0 when there was none. */
  @IsInt({ message: '请带上您所看到的版本号(version)。' })
  @Min(0, { message: '版本号从 0 开始。' })
  @Max(2_147_483_647, { message: '没有这么大的版本号。' })
  version: number;

  /** 本期说明: printed under 总体情况, a paragraph a line. */
  @IsText('本期说明', { max: 2000 })
  note: string;

  /** 工作要求: the last section, a paragraph a line. */
  @IsText('工作要求', { max: 4000 })
  closing: string;

  /** 发文字号 of the year; null: none yet. */
  @Nullable()
  @IsInt({ message: '文号的序号应为整数。' })
  @Min(1, { message: '文号的序号应为 1 至 9999。' })
  @Max(9999, { message: '文号的序号应为 1 至 9999。' })
  sequence: number | null = null;

  /** 成文日期; null: the day of the month's close, or the day up to which it counts. */
  @Nullable()
  @IsDay('成文日期')
  issuedOn: string | null = null;
}

export class NoteView {
  month: string;
  note: string;
  closing: string;
  sequence: number | null;
  issuedOn: string | null;
  /** 0: nothing was written yet. */
  version: number;
  updatedByName: string | null;
  updatedAt: string | null;
}

export class TemplateUploadBody {
  /** Name of the template; of the file when left out. A later file under the same name is its next version. */
  name?: string;

  @ApiProperty({ type: 'string', format: 'binary' })
  file: unknown;
}

export class TemplateView {
  id: string;
  name: string;
  version: number;
  fileName: string;
  /** Bytes. */
  size: number;
  sha256: string;
  /** Placeholders that it uses. */
  placeholders: string[];
  uploadedByName: string;
  uploadedAt: string;
}

export class TemplatePage extends PageOf(TemplateView) {}

/** A placeholder that a template may use. */
export class PlaceholderView {
  /** As it is written: `{标题}`; of a group its beginning, `{#清单}`. */
  tag: string;
  /** What stands in its place. */
  meaning: string;
  /** The group that it stands in; null: anywhere. */
  group: string | null;
}
