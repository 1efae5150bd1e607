import { Tag } from 'antd';
import { useDictionary } from '../client/dictionary';
import type { components } from '../client/schema';

export type Light = components['schemas']['IssueRow']['light'];

const COLOURS: Record<Light, string> = { green: '#2e9e4f', yellow: '#e0a100', red: '#d4380d', none: '#a6a6a6' };

/** Red, yellow, green as a dot with its word: colour is never alone. */
export function LightTag({ light, text }: { light: Light; text?: string }) {
  const dictionary = useDictionary();
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 6 }}>
      <span
        aria-hidden
        style={{ flex: 'none', width: 10, height: 10, borderRadius: '50%', background: COLOURS[light] }}
      />
      <span style={{ fontWeight: light === 'red' ? 600 : undefined, color: light === 'red' ? '#b32d0a' : undefined }}>
        {text ?? dictionary.word('light', light)}
      </span>
    </span>
  );
}

type State = components['schemas']['IssueRow']['state'];

const STATE_COLOURS: Record<State, string> = {
  registered: 'gold',
  assigned: 'cyan',
  'in-progress': 'blue',
  returned: 'volcano',
  suspended: 'default',
  'pending-verification': 'purple',
  closed: 'green',
};

export function StateTag({ state }: { state: State }) {
  const dictionary = useDictionary();
  return (
    <Tag color={STATE_COLOURS[state]} style={{ marginInlineEnd: 0 }}>
      {dictionary.word('state', state)}
    </Tag>
  );
}
