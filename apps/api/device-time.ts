import { invalid, isInstant } from '@app/platform';
import type { ApiHeaderOptions } from '@nestjs/swagger';

/** What time the phone believes it is when it sends: where that is wrong, so are the times in the body. */
export const DEVICE_TIME: ApiHeaderOptions = {
  name: 'device-time',
  required: false,
  description: 'What the phone believes the time is while it sends, ISO 8601 with offset.',
  schema: { type: 'string', format: 'date-time' },
};

/** The instant of the header; undefined without one. @throws Problem 400 for what is no instant */
export function instantOf(header: string | undefined): Date | undefined {
  if (header === undefined || header === '') return undefined;
  if (!isInstant(header)) throw invalid('device-time', '手机时间 device-time 应为带时区的时间。');
  return new Date(header);
}
