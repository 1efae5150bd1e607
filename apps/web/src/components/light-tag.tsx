import { Tag } from 'antd';
import { useDictionary } from '../client/dictionary';
import type { components } from '../client/schema';

export type Light = components['schemas']['IssueRow']['light'];

export const LIGHT_COLOURS: Record<Light, string> = {
  green: '#2e9e4f',
  yellow: '#e0a100',
  red: '#d4380d',
  none: '#a6a6a6',
};

/** Red, yellow, green as a dot with its word: colour is never alone. */
export function LightTag({ light, text }: { light: Light; text?: string }) {
  const dictionary = useDictionary();
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 6 }}>
      <span
        aria-hidden
        style={{ flex: 'none', width: 10, height: 10, borderRadius: '50%', background: LIGHT_COLOURS[light] }}
      />
      <span style={{ fontWeight: light === 'red' ? 600 : undefined, color: light === 'red' ? '#b32d0a' : undefined }}>
        {text ?? dictionary.word('light', light)}
      </span>
    </span>
  );
}

type State = components['schemas']['IssueRow']['state'];

/** Ink and ground: dark enough to be read outdoors. */
const STATE_COLOURS: Record<State, [ink: string, ground: string]> = {
  registered: ['#874d00', '#fff1c2'],
  assigned: ['#00545c', '#d3f3f4'],
  'in-progress': ['#0f4590', '#dfeafb'],
  returned: ['#98270a', '#ffe4d9'],
  suspended: ['#4b4f56', '#e9ebee'],
  'pending-verification': ['#4b1f8a', '#ece2fb'],
  closed: ['#1e5f22', '#dff3df'],
  merged: ['#4b4f56', '#e9ebee'],
  cancelled: ['#4b4f56', '#e9ebee'],
};

/** Where an issue stands, in the words of the life cycle. */
export function StateTag({ state }: { state: State }) {
  const dictionary = useDictionary();
  const [color, background] = STATE_COLOURS[state];
  return (
    <Tag variant="filled" style={{ marginInlineEnd: 0, color, background }}>
      {dictionary.word('state', state)}
    </Tag>
  );
}
