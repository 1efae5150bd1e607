import { QuestionCircleOutlined } from '@ant-design/icons';
import { Button, Flex, Popover, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { FigureTarget, ScopeKind } from '../../components/figure-link';
import { type Rollup, useMeasures } from './queries';

/** In place of a unit's id: what belongs to none. */
export const NO_UNIT = 'none';

/** Where the figures of a month lead, by what they are of: in the revision that is shown. */
export const figuresOf =
  ({ month, revision }: Pick<Rollup, 'month' | 'revision'>) =>
  (scopeKind: ScopeKind, scopeId?: string): Omit<FigureTarget, 'measure'> => ({
    month,
    scopeKind,
    scopeId,
    revision: revision > 0 ? revision : undefined,
  });

/** How a figure is defined, on demand. */
export function MeasureHint({ codes }: { codes: string[] }) {
  const { t } = useTranslation();
  const measures = useMeasures(useParams().month);
  const found = measures.data?.filter(({ code }) => codes.includes(code)) ?? [];
  const first = found[0];
  if (!first) return null;
  return (
    <Popover
      trigger="click"
      title={t('months.measure')}
      content={
        <Flex vertical gap={8} style={{ maxWidth: 320 }}>
          {found.map(({ code, name, formula, source }) => (
            <div key={code}>
              <Typography.Text strong>{name}</Typography.Text>
              <div>
                {t('months.formula')}：{formula}
              </div>
              <Typography.Text type="secondary">
                {t('months.source')}：{source}
              </Typography.Text>
            </div>
          ))}
        </Flex>
      }
    >
      <Button
        type="text"
        size="small"
        icon={<QuestionCircleOutlined />}
        aria-label={t('months.measureOf', { name: first.name })}
      />
    </Popover>
  );
}

const PACE = {
  ahead: { colour: '#237804', sign: '+' },
  behind: { colour: '#cf1322', sign: '−' },
  level: { colour: '#595959', sign: '' },
} as const;

export type PaceWord = keyof typeof PACE;

/** Ahead or behind the time schedule: the sign of the gap that the server computed. */
export function paceOf(gap: string): PaceWord {
  if (/^-?0(\.0*)?$/.test(gap)) return 'level';
  return gap.startsWith('-') ? 'behind' : 'ahead';
}

/** The gap with dot, sign and word: colour never says it alone. */
export function Pace({ gap, short = false }: { gap: string | null; short?: boolean }) {
  const { t } = useTranslation();
  if (gap === null) return <Typography.Text type="secondary">{t('months.pace.without')}</Typography.Text>;
  const word = paceOf(gap);
  const { colour, sign } = PACE[word];
  return (
    <span style={{ color: colour, whiteSpace: 'nowrap' }}>
      <span aria-hidden style={{ marginInlineEnd: 6 }}>
        {word === 'behind' ? '▼' : word === 'ahead' ? '▲' : '●'}
      </span>
      {!short && (
        <>
          {sign}
          {t('months.pace.points', { value: gap.replace('-', '') })}{' '}
        </>
      )}
      {t(`months.pace.${word}`)}
    </span>
  );
}

/** A rate as the server shows it, with its percent sign. */
export function Percent({ value }: { value: string | null }) {
  const { t } = useTranslation();
  return <>{value === null ? t('months.none') : t('months.percent', { value })}</>;
}
