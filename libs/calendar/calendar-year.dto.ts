import { IsDay, IsText, IsWhole, Optional } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, Length, Matches, ValidateNested } from 'class-validator';
import { COUNTED_DAYS, type CountedField } from '@app/ledger';

export const DAY_KINDS = ['holiday', 'makeup'] as const;
/** 放假; 调休上班. */
export type DayKind = (typeof DAY_KINDS)[number];

export const NOTICE_FORMATS = ['text', 'json', 'ics'] as const;
/** The notice as printed, a JSON file, a calendar file. */
export type NoticeFormat = (typeof NOTICE_FORMATS)[number];

export class YearParam {
  @IsWhole('年度', 2001, 2099)
  year: number;
}

/** A day that differs from the plain week. */
export class CalendarDayBody {
  @IsDay('日期')
  day: string;

  @ApiProperty({ enum: DAY_KINDS })
  @IsIn(DAY_KINDS, { message: '日期类别应为 holiday（放假）或 makeup（调休上班）。' })
  kind: DayKind;

  /** The festival: 春节. */
  @IsText('节日名称', { min: 1, max: 20 })
  name: string;
}

/** What is to become the calendar of a year. */
export class CalendarPreviewBody {
  @IsWhole('年度', 2001, 2099)
  year: number;

  @ApiProperty({ enum: NOTICE_FORMATS })
  @IsIn(NOTICE_FORMATS, { message: '请选择粘贴通知原文，或上传 .json、.ics 文件。' })
  format: NoticeFormat;

  /** The notice's text, or the file's. */
  @Length(1, 600_000, { message: '请粘贴通知原文或选择文件，内容不超过 60 万字。' })
  content: string;

  /** The notice changes only some holidays of a year that is published: the others stay. */
  @Optional()
  @IsBoolean({ message: 'keepOthers 应为 true 或 false。' })
  keepOthers: boolean = false;
}

/** Publishes a year, or corrects what was published. */
export class CalendarYearBody {
  /** Number of the notice: 国办发明电〔2026〕7号. */
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.replace(/\s/g, '').replace(/[[［【（(](\d{4})[\]］】）)]/g, '〔$1〕') : value,
  )
  @Matches(/^[\u4e00-\u9fa5]{2,20}〔20\d{2}〕\d{1,4}号$/, {
    message: '请填写通知的文号，写作 国办发明电〔2026〕7号。',
  })
  notice: string;

  /** The day the notice was signed. */
  @IsDay('印发日期')
  publishedOn: string;

  /** The days that differ from the plain week, as previewed. */
  @ApiProperty({ type: [CalendarDayBody] })
  @IsArray({ message: '放假安排应为列表。' })
  @ArrayMinSize(1, { message: '放假安排是空的，请先预览。' })
  @ArrayMaxSize(120, { message: '放假安排过多，请核对。' })
  @ValidateNested({ each: true, message: '放假安排中有填写有误的日期，请重新预览。' })
  @Type(() => CalendarDayBody)
  days: CalendarDayBody[];

  /** Of the preview that was looked at. */
  @Length(64, 64, { message: '请先预览，再确认。' })
  token: string;

  /** Why, when the year was published before. */
  @Optional()
  @IsText('更正理由', { max: 500 })
  reason: string = '';
}

export class CalendarDayView {
  @ApiProperty({ type: String, format: 'date' }) day: string;
  @ApiProperty({ enum: DAY_KINDS }) kind: DayKind;
  name: string;
}

export class WorkingMonthView {
  /** `2027-01` */
  month: string;
  workingDays: number;
}

/** Who published or corrected a year, and why. */
export class CalendarChangeView {
  at: string;
  byName: string | null;
  notice: string;
  reason: string | null;
}

/** A year as people see it. */
export class CalendarYearView {
  year: number;
  /** Number of the notice; null while the year is not published. */
  notice: string | null;
  publishedOn: string | null;
  /** 0 while the year is not published. */
  version: number;
  /** Counted by weekends, because the notice is not published or not entered yet (按周末推算). */
  estimated: boolean;
  /** The days of the year that differ from the plain week. */
  days: CalendarDayView[];
  workingDays: number;
  months: WorkingMonthView[];
  /** What was done to the year here, newest first. */
  changes: CalendarChangeView[];
}

/** A day that would differ from what is stored now. */
export class CalendarDifference {
  @ApiProperty({ type: String, format: 'date' }) day: string;
  /** Null: an ordinary day. */
  @ApiProperty({ enum: DAY_KINDS, nullable: true }) before: DayKind | null;
  @ApiProperty({ enum: DAY_KINDS, nullable: true }) after: DayKind | null;
  name: string;
}

/** A deadline that the new calendar counts differently. */
export class CalendarMove {
  issueId: string;
  number: string;
  title: string;
  @ApiProperty({ enum: COUNTED_DAYS }) field: CountedField;
  /** 办理期限, 签收期限 … */
  label: string;
  from: string;
  to: string;
}

/** What would happen. */
export class CalendarPreview {
  year: number;
  /** Number and day of the notice, where they were found. */
  notice: string | null;
  publishedOn: string | null;
  days: CalendarDayView[];
  /** What a person has to look at, in sentences that name the place. */
  faults: string[];
  workingDays: number;
  months: WorkingMonthView[];
  /** Working days of the year as it is stored now. */
  storedWorkingDays: number;
  differences: CalendarDifference[];
  /** Open issues with a deadline that moves. */
  movedIssues: number;
  /** Deadlines that get later, and the first 100 of them. */
  laterCount: number;
  later: CalendarMove[];
  /** Deadlines that would get earlier: they stay, and the record says so. */
  earlierCount: number;
  earlier: CalendarMove[];
  /** Whether the year was published before: then a reason is needed. */
  corrects: boolean;
  /** Says what was looked at; goes with the confirmation. */
  token: string;
}

export class CalendarConfirmed extends CalendarYearView {
  /** Issues whose deadlines were counted again and got an event. */
  recounted: number;
}
