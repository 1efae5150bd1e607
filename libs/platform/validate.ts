import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Length, Max, Min, ValidateBy, ValidateIf } from 'class-validator';
import { isAmount } from './amount';
import { isDay, isInstant, isMonth } from './day';

/** Left out is fine, null is not (class-validator's own IsOptional lets null through). */
export const Optional = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** Left out or null: null takes the value away. */
export const Nullable = (): PropertyDecorator => IsOptional();

const trimmed = Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));

/** Whether PostgreSQL keeps the text: it refuses NUL, and half of a pair of surrogates (an emoji cut in two). */
export const isStorable = (value: unknown): value is string =>
  typeof value === 'string' && !value.includes('\0') && !/\p{Surrogate}/u.test(value);

/** Text that can be stored, see {@link isStorable}. */
export const IsStorable = (label: string, each = false): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isStorable',
      validator: { validate: isStorable, defaultMessage: () => `${label}中有无法保存的字符，请删除后重试。` },
    },
    { each },
  );

/** One line or some paragraphs of text, trimmed and storable. */
export const IsText = (label: string, { min = 0, max = 200 } = {}): PropertyDecorator =>
  applyDecorators(
    trimmed,
    Length(min, max, {
      message: min > 0 ? `请填写${label}，不超过${max}个字。` : `${label}不能超过${max}个字。`,
    }),
    IsStorable(label),
  );

const lowerCase = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);

/** Small letters, as the database answers ids: some phones write them in capitals. */
export const LowerCase = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    Array.isArray(value) ? value.map((one: unknown) => lowerCase(one)) : lowerCase(value),
  );

/** A UUID, written in any of its versions. */
export const IsId = (label: string): PropertyDecorator =>
  applyDecorators(LowerCase(), IsUUID('all', { message: `${label}的编号格式不对。` }));

/** An amount in 万元, see {@link isAmount}. */
export const IsAmount = (label: string, { negative = false } = {}): PropertyDecorator =>
  applyDecorators(
    trimmed,
    ApiProperty({ type: String, format: 'decimal', pattern: '^-?\\d{1,12}(\\.\\d{1,4})?$', example: '133700' }),
    ValidateBy({
      name: 'isAmount',
      validator: {
        validate: (value) => isAmount(value) && (negative || !value.startsWith('-')),
        defaultMessage: () =>
          `${label}应为以万元为单位的数字文本，最多四位小数${negative ? '' : ',不能为负数'}，例如 "133700"。`,
      },
    }),
  );

/** A day that exists, `YYYY-MM-DD`. */
export const IsDay = (label: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: String, format: 'date', example: '2024-10-18' }),
    ValidateBy({
      name: 'isDay',
      validator: { validate: isDay, defaultMessage: () => `${label}应为存在的日期，写作 2024-10-18。` },
    }),
  );

/** A month, `YYYY-MM`. */
export const IsMonth = (label: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: String, pattern: '^\\d{4}-(0[1-9]|1[0-2])$', example: '2024-10' }),
    ValidateBy({
      name: 'isMonth',
      validator: { validate: isMonth, defaultMessage: () => `${label}应写作 2024-10。` },
    }),
  );

/** An instant that exists, ISO 8601 with its offset: without one nobody knows which zone was meant. */
export const IsInstant = (label: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: String, format: 'date-time', example: '2024-10-18T09:30:00+08:00' }),
    ValidateBy({
      name: 'isInstant',
      validator: {
        validate: isInstant,
        defaultMessage: () => `${label}应为带时区的时间，写作 2024-10-18T09:30:00+08:00。`,
      },
    }),
  );

/** The version of the thing that the writer has seen. */
export const IsVersion = (): PropertyDecorator =>
  applyDecorators(
    IsInt({ message: '请带上您所看到的版本号(version)。' }),
    Min(1, { message: '版本号从 1 开始。' }),
    Max(2_147_483_647, { message: '没有这么大的版本号。' }),
  );

/** A whole number from a query string. */
export const IsWhole = (label: string, min: number, max: number): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value,
    ),
    IsInt({ message: `${label}应为整数。` }),
    Min(min, { message: `${label}不能小于${min}。` }),
    Max(max, { message: `${label}不能大于${max}。` }),
  );
