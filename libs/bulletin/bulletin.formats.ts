import type { BulletinFormat } from './bulletin.dto';

const OFFICE = 'application/vnd.openxmlformats-officedocument.';

export const MEDIA_TYPES: Record<BulletinFormat, string> = {
  docx: `${OFFICE}wordprocessingml.document`,
  xlsx: `${OFFICE}spreadsheetml.sheet`,
  pdf: 'application/pdf',
};
