import { IsId, IsInstant, Nullable, Optional } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsNumber, IsObject, Matches, Max, Min, ValidateNested } from 'class-validator';

export const PHOTO_SOURCES = ['camera', 'gallery'] as const;
/** 现场拍摄, 从相册选取. */
export type PhotoSource = (typeof PHOTO_SOURCES)[number];

/** Where the phone was, as it says itself. */
export class PhonePlace {
  /** Degrees north, WGS-84. */
  @IsNumber({}, { message: '纬度应为数字。' })
  @Min(-90, { message: '纬度应在 -90 至 90 之间。' })
  @Max(90, { message: '纬度应在 -90 至 90 之间。' })
  latitude: number;

  /** Degrees east, WGS-84. */
  @IsNumber({}, { message: '经度应为数字。' })
  @Min(-180, { message: '经度应在 -180 至 180 之间。' })
  @Max(180, { message: '经度应在 -180 至 180 之间。' })
  longitude: number;

  /** Radius in metres within which the phone believes itself. */
  @Optional()
  @IsNumber({}, { message: '定位精度应为以米为单位的数字。' })
  @Min(0, { message: '定位精度不能为负数。' })
  @Max(1_000_000, { message: '定位精度不能超过 1000 公里。' })
  accuracy?: number;
}

/** Where the phone was when the picture was taken. */
export class PhotoLocation extends PhonePlace {
  /** When the phone found it. */
  @Optional()
  @IsInstant('定位时间')
  at?: string;
}

/** A photo whose bytes are here, for a visit that may follow later. */
export class PhotoBody {
  /** The visit that will name it; it need not be there yet. */
  @IsId('走访')
  visitId: string;

  /** The project that is visited. */
  @IsId('项目')
  projectId: string;

  /** SHA-256 of the bytes, as they were uploaded. */
  @Matches(/^[0-9a-f]{64}$/, { message: '校验值 sha256 应为 64 位小写十六进制文本。' })
  sha256: string;

  /** Taken now, or picked from those that were there. */
  @ApiProperty({ enum: PHOTO_SOURCES })
  @IsIn(PHOTO_SOURCES, { message: '照片来源应为 camera（现场拍摄）或 gallery（从相册选取）。' })
  source: PhotoSource;

  /** When, by the phone's clock. */
  @IsInstant('拍摄时间')
  takenAt: string;

  /** Where, once, at that moment; null or left out: the phone did not know. */
  @Nullable()
  @ApiProperty({ type: () => PhotoLocation, required: false, nullable: true })
  @IsObject({ message: '位置应含 latitude 和 longitude。' })
  @ValidateNested({ message: '位置应含 latitude 和 longitude。' })
  @Type(() => PhotoLocation)
  location?: PhotoLocation | null;
}

/** The same picture in another visit. */
export class PhotoMatch {
  photoId: string;
  visitId: string;
  projectName: string;
  visitedOn: string;
  /** Bits of 64 in which the two differ; 0: the same picture. */
  distance: number;
}

/** A photo of a visit. */
export class PhotoView {
  id: string;
  visitId: string;
  /** SHA-256 of the bytes as they were sent, and as they are kept. */
  sha256: string;
  /** Bytes of the original. */
  size: number;
  /** Of the original, upright. */
  width: number;
  height: number;
  @ApiProperty({ enum: PHOTO_SOURCES }) source: PhotoSource;
  /** As the phone said. */
  takenAt: string;
  receivedAt: string;
  /** Seconds that the phone was ahead of the server; 0 within five minutes. */
  clockSkew: number;
  /** Metres from the place of the project; null where one of the two is not known. */
  distance: number | null;
  /** Radius in metres within which the phone believed itself. */
  accuracy: number | null;
  /** The phone knew where it was. */
  positioned: boolean;
  /** Why place or time may not be true, each a sentence: hints, never a reason to refuse. */
  doubts: string[];
  /** `ZP-20241016-3FA9C2`: its day and the beginning of its hash. */
  number: string;
  /** The copy with the watermark is there. */
  stamped: boolean;
  /** Where the same picture was seen for another project or week; told to supervisors only. */
  matches: PhotoMatch[];
}
