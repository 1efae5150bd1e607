import type { FunnelLook } from '../components/batch-funnel';
import type { MapLook } from '../components/map/project-map';

export const LIGHTS = { green: '#3ddc97', yellow: '#ffd166', red: '#ff6b5e', none: '#8ba5cb' } as const;

export const MAP: MapLook = {
  paper: 'transparent',
  area: '#14335f',
  border: '#3f74b8',
  ink: '#b4c7e3',
  spots: LIGHTS,
  halo: '#0a1a33',
  ring: '#071223',
  radius: 7,
  text: 16,
};

export const FUNNEL: FunnelLook = {
  empty: '#17325a',
  full: '#2368b8',
  ink: '#fff',
  faint: '#9fb6d6',
  height: 66,
  gap: 7,
  name: 20,
  text: 17,
  rate: 27,
};

/** Lines of the chart: told apart on a dark wall, also by those who see colours differently. */
export const LINES = ['#4cc9f0', '#ffd166', '#c792ea', '#3ddc97'] as const;
