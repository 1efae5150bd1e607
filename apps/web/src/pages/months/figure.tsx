import { QuestionCircleOutlined } from '@ant-design/icons';
import { Button, Flex, Popover, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useMeasures } from './queries';
import { type RowsTarget, withRows } from './rows-address';

interface FigureLinkProps {
  /** The rows behind the figure; without them it is plain text. */
  to?: RowsTarget;
  /** What the figure is, for those who hear the page: “省重点，项目数”. */
  label: string;
  children: ReactNode;
  /** Opens on the page of this month instead of the one that is shown. */
  month?: string;
}

/** A number that opens what is behind it. */
export function FigureLink({ to, label, children, month }: FigureLinkProps) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  if (!to) return <>{children}</>;
  const query = withRows(month === undefined ? search : new URLSearchParams(), to).toString();
  return (
    <Link
      to={{ pathname: month === undefined ? undefined : `/months/${month}`, search: `?${query}` }}
      aria-label={`${t('months.rows.open', { what: label })}`}
      preventScrollReset
    >
      {children}
    </Link>
  );
}

/** How a figure is defined, on demand. */
export function MeasureHint({ codes }: { codes: string[] }) {
  const { t } = useTranslation();
  const measures = useMeasures();
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
