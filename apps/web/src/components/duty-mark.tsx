import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDictionary } from '../client/dictionary';
import type { components } from '../client/schema';

export type DutyState = components['schemas']['DutyRow']['state'];

export const DUTY_STATES: DutyState[] = ['met', 'late', 'missed', 'excused', 'open'];

/** Sign, ink and ground: colour is never alone, and the ink is dark enough to be read outdoors. */
export const DUTY_LOOKS: Record<DutyState, { sign: string; ink: string; ground: string }> = {
  met: { sign: '✓', ink: '#135200', ground: '#d9f2cf' },
  late: { sign: '↻', ink: '#0f4590', ground: '#d6e6fb' },
  missed: { sign: '✕', ink: '#820014', ground: '#ffd8d2' },
  excused: { sign: '–', ink: '#43474e', ground: '#e4e7eb' },
  open: { sign: '○', ink: '#7a4100', ground: '#fff0c4' },
};

/** How a duty stands, in words with its sign. */
export function DutyTag({ state }: { state: DutyState }) {
  const { word } = useDictionary();
  const { sign, ink, ground } = DUTY_LOOKS[state];
  return (
    <Tag variant="filled" style={{ marginInlineEnd: 0, color: ink, background: ground }}>
      <span aria-hidden>{sign} </span>
      {word('dutyState', state)}
    </Tag>
  );
}

/** What the signs of a matrix or a strip mean. */
export function DutyLegend() {
  const { t } = useTranslation();
  const { word } = useDictionary();
  return (
    <ul className="duty-legend" aria-label={t('duties.matrix.legend')}>
      {DUTY_STATES.map((state) => (
        <li key={state}>
          <span
            aria-hidden
            className="duty-cell small"
            style={{ color: DUTY_LOOKS[state].ink, background: DUTY_LOOKS[state].ground }}
          >
            {DUTY_LOOKS[state].sign}
          </span>
          {word('dutyState', state)}
        </li>
      ))}
      <li>
        <span aria-hidden className="duty-cell small none" />
        {t('duties.matrix.none')}
      </li>
      <li>{t('duties.matrix.pale')}</li>
      <li>{t('duties.matrix.found')}</li>
    </ul>
  );
}
