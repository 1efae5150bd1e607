import { PaperClipOutlined } from '@ant-design/icons';
import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { ToneTag, type Tone } from '../../components/tone-tag';
import { type EvaluationState, fileAddress, type Objection } from './queries';

const STATE_TONES: Record<EvaluationState, Tone> = { draft: 'calm', announced: 'warn', published: 'good' };

/** Where an evaluation stands. */
export function StateTag({ state }: { state: EvaluationState }) {
  const { t } = useTranslation();
  return <ToneTag tone={STATE_TONES[state]}>{t(`scoring.states.${state}`)}</ToneTag>;
}

/** Points with their sign and without zeros that say nothing. */
export const signedPoints = (points: string): string => {
  const trimmed = /\./.test(points) ? points.replace(/0+$/, '').replace(/\.$/, '') : points;
  if (trimmed.startsWith('-')) return `−${trimmed.slice(1)}`;
  return trimmed === '0' ? '0' : `+${trimmed}`;
};

/** An exact number for people: long fractions are cut, and only shown. */
export function shortNumber(value: string): string {
  const [whole = '', fraction = ''] = value.split('.');
  return fraction.length > 4
    ? Number(value).toFixed(4).replace(/0+$/, '').replace(/\.$/, '')
    : fraction
      ? `${whole}.${fraction}`
      : whole;
}

/** The first three with a mark of their own: the number stays, so that colour never says it alone. */
export function Rank({ rank }: { rank: number }) {
  const medal = ['#c8931a', '#8a929c', '#a8683a'][rank - 1];
  return (
    <span
      style={{
        display: 'inline-grid',
        placeItems: 'center',
        minWidth: 26,
        height: 26,
        padding: '0 4px',
        borderRadius: 13,
        fontWeight: 600,
        color: medal ? '#fff' : undefined,
        background: medal,
      }}
    >
      {rank}
    </span>
  );
}

export function Files({ files }: { files: Objection['files'] }) {
  if (files.length === 0) return null;
  return (
    <Flex wrap gap={12} style={{ marginTop: 4 }}>
      {files.map(({ id, name }) => (
        <a key={id} href={fileAddress(id)} className="wrap-anywhere">
          <PaperClipOutlined /> {name}
        </a>
      ))}
    </Flex>
  );
}
