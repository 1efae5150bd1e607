import type { MapLook } from '../../components/map/project-map';

export type OverviewLight = 'green' | 'yellow' | 'red' | 'none';

/** Of dots and bars. */
export const LIGHT_FILL: Record<OverviewLight, string> = {
  green: '#2e9e4f',
  yellow: '#e0a100',
  red: '#d4380d',
  none: '#a6a6a6',
};

/** Of words: dark enough to be read. */
export const LIGHT_INK: Record<OverviewLight, string> = {
  green: '#1d7031',
  yellow: '#8a5a00',
  red: '#b32d0a',
  none: 'rgba(0, 0, 0, 0.62)',
};

export const MAP_LOOK: MapLook = {
  paper: '#f4f7fb',
  area: '#e6eef8',
  border: '#8fb0d9',
  ink: '#33475f',
  spots: { ...LIGHT_FILL, none: '#8d99a8' },
  halo: '#f4f7fb',
  ring: '#fff',
  radius: 5,
  text: 12,
};
