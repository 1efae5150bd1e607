import { useMemo } from 'react';
import { type Degrees, layOut, tileAddress } from './mercator';

export interface Spot {
  /** Absent where nobody is to know which project it is. */
  id?: string;
  longitude: number;
  latitude: number;
  light: 'green' | 'yellow' | 'red' | 'none';
  /** Shown on the spot, e.g. by the mouse. */
  title?: string;
}

export interface Ground {
  areas: { name: string; rings: number[][][] }[];
  tiles: string | null;
  tilesNote: string;
}

export interface MapLook {
  paper: string;
  area: string;
  border: string;
  ink: string;
  spots: Record<Spot['light'], string>;
  /** Around names, so that they are read above spots. */
  halo: string;
  /** Around each spot, so that neighbours are told apart. */
  ring: string;
  radius: number;
  text: number;
}

interface ProjectMapProps {
  ground: Ground;
  spots: readonly Spot[];
  width: number;
  height: number;
  look: MapLook;
  /** What the picture says, for those who do not see it. */
  label: string;
  /** Words for a length: “5 公里”. */
  length: (metres: number) => string;
  chosen?: string;
  onChoose?: (id: string) => void;
}

/** Names of areas are written where there are few enough to be read. */
const MOST_NAMES = 40;
/** What is seen last lies on top: red. */
const ORDER = ['none', 'green', 'yellow', 'red'] as const;

/**
 * Projects where they lie, over the district's own outline or over map tiles; without either a sketch of positions. Drawn
 * here, so that no other host is asked.
 */
export function ProjectMap(props: ProjectMapProps) {
  const { ground, spots, width, height, look, label, length, chosen, onChoose } = props;
  const sheet = useMemo(() => {
    const border = ground.areas.flatMap(({ rings }) => rings.flat().map(degrees));
    const places: Degrees[] = border.length > 0 ? border : spots.map((spot) => [spot.longitude, spot.latitude]);
    // The bar of the scale has the lowest line for itself.
    const free = height - look.text * 1.6;
    return layOut(places, { width, height: free, margin: look.radius * 3, tiled: ground.tiles !== null });
  }, [ground, spots, width, height, look.radius, look.text]);
  const paths = useMemo(
    () =>
      sheet
        ? ground.areas.map(({ rings }) =>
            rings
              .map(
                (ring) =>
                  `M${ring
                    .map((point) =>
                      Object.values(sheet.at(degrees(point)))
                        .map(short)
                        .join(' '),
                    )
                    .join('L')}Z`,
              )
              .join(''),
          )
        : [],
    [ground.areas, sheet],
  );
  if (!sheet) return null;
  const sorted = [...spots].sort((a, b) => ORDER.indexOf(a.light) - ORDER.indexOf(b.light));
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
      style={{ display: 'block', width: '100%', height: 'auto', background: look.paper, borderRadius: 6 }}
    >
      {ground.tiles !== null &&
        sheet.tiles.map((tile) => (
          <image
            key={`${tile.z}/${tile.x}/${tile.y}`}
            href={tileAddress(ground.tiles as string, tile)}
            x={tile.left}
            y={tile.top}
            width={tile.size}
            height={tile.size}
          />
        ))}
      {paths.map((path, index) => (
        <path
          key={index}
          d={path}
          fill={ground.tiles === null ? look.area : 'none'}
          fillRule="evenodd"
          stroke={look.border}
          strokeWidth={1.5}
          strokeLinejoin="round"
        />
      ))}
      {sorted.map((spot, index) => {
        const { x, y } = sheet.at([spot.longitude, spot.latitude]);
        const { id } = spot;
        const marked = id !== undefined && id === chosen;
        return (
          <circle
            key={id ?? index}
            cx={short(x)}
            cy={short(y)}
            r={marked ? look.radius * 1.7 : spot.light === 'red' ? look.radius * 1.2 : look.radius}
            fill={look.spots[spot.light]}
            fillOpacity={0.88}
            stroke={marked ? look.ink : look.ring}
            strokeWidth={marked ? 2.5 : 1.2}
            style={onChoose ? { cursor: 'pointer' } : undefined}
            onClick={onChoose && id !== undefined ? () => onChoose(id) : undefined}
          >
            {spot.title !== undefined && <title>{spot.title}</title>}
          </circle>
        );
      })}
      {ground.areas.length <= MOST_NAMES &&
        ground.areas.map(({ name, rings }, index) => {
          const { x, y } = sheet.at(centreOf(rings[0] ?? []));
          return (
            name !== '' && (
              <text
                key={index}
                x={x}
                y={y}
                textAnchor="middle"
                fontSize={look.text}
                fill={look.ink}
                stroke={look.halo}
                strokeWidth={3}
                paintOrder="stroke"
                style={{ pointerEvents: 'none' }}
              >
                {name}
              </text>
            )
          );
        })}
      <g transform={`translate(${look.radius * 3} ${height - look.text})`} fill="none" stroke={look.ink}>
        <path d={`M0 -5V0H${short(sheet.scale.length)}V-5`} strokeWidth={1.2} />
        <text x={sheet.scale.length + 6} y={2} fontSize={look.text} fill={look.ink} stroke="none">
          {length(sheet.scale.metres)}
        </text>
      </g>
      {ground.tiles !== null && ground.tilesNote !== '' && (
        <text x={width - 8} y={height - 8} textAnchor="end" fontSize={look.text} fill={look.ink}>
          {ground.tilesNote}
        </text>
      )}
    </svg>
  );
}

const short = (value: number): number => Math.round(value * 10) / 10;

const degrees = ([longitude = 0, latitude = 0]: readonly number[]): Degrees => [longitude, latitude];

function centreOf(ring: number[][]): Degrees {
  const sum = ring.map(degrees).reduce<[number, number]>(([x, y], point) => [x + point[0], y + point[1]], [0, 0]);
  return [sum[0] / Math.max(1, ring.length), sum[1] / Math.max(1, ring.length)];
}
