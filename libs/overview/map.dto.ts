import { Nullable } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsObject } from 'class-validator';

export class OutlineBody {
  /** GeoJSON in degrees (CGCS2000 or WGS-84) with the district's borders; null takes the outline away. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  @Nullable()
  @IsObject({ message: '边界文件应为 GeoJSON，请重新导出后上传。' })
  outline: Record<string, unknown> | null;
}

/** One area of the outline. */
export class AreaView {
  name: string;
  /** Closed rings of longitude and latitude in degrees; the first is the border, the others are holes. */
  @ApiProperty({
    type: 'array',
    items: { type: 'array', items: { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 } },
  })
  rings: [number, number][][];
}

/** What lies below the projects on the map. */
export class MapView {
  /** Empty until an outline is uploaded: the map is a sketch of positions then. */
  @ApiProperty({ type: [AreaView] }) areas: AreaView[];
  /** Address of map tiles with `{z}`, `{x}` and `{y}`, by setting; null: none. */
  @ApiProperty({ type: String, nullable: true }) tiles: string | null;
  /** Whose tiles they are, with the number of their approval (审图号). */
  tilesNote: string;
}
