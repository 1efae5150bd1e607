import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDictionary } from '../../client/dictionary';
import { LightTag } from '../../components/light-tag';
import type { Figures, Row } from './queries';

type Kind = Row['kind'];
const NONE = '—';

const monthOf = (month: string | null): number => Number(month?.slice(5));

/** A value with what it is measured in. */
export function Value({ value, unit }: { value: string | null; unit: string }) {
  if (value === null) return NONE;
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {value}
      {unit && <Typography.Text type="secondary"> {unit}</Typography.Text>}
    </span>
  );
}

/** What was reached, and of which month where that is not the one asked for. */
export function Actual({ figures, unit, month }: { figures: Figures; unit: string; month: string }) {
  const { t } = useTranslation();
  const notes = [
    figures.actualMonth !== null &&
      figures.actualMonth !== month &&
      t('indicators.actualOf', { month: monthOf(figures.actualMonth) }),
    figures.actualFrom === 'units' && t('indicators.fromUnits'),
  ].filter(Boolean);
  return (
    <>
      <Value value={figures.actual} unit={unit} />
      <Small text={notes.join('，')} />
    </>
  );
}

export function SplitTarget({ figures, unit, month }: { figures: Figures; unit: string; month: string }) {
  const { t } = useTranslation();
  const old = figures.splitMonth !== null && figures.splitMonth !== month;
  return (
    <>
      <Value value={figures.split} unit={unit} />
      {old && <Small text={t('indicators.splitOf', { month: monthOf(figures.splitMonth) })} />}
    </>
  );
}

/** A rate of what has one; points or places of what has none. */
export function Rate({ figures, kind }: { figures: Figures; kind: Kind }) {
  const { t } = useTranslation();
  if (kind === 'growth' || kind === 'rank') {
    if (figures.reached === null) return NONE;
    const signed = figures.difference?.startsWith('-') ? figures.difference : `+${figures.difference ?? ''}`;
    const value = figures.difference === '0' ? '0' : signed;
    return (
      <>
        {t(figures.reached ? 'indicators.reached' : 'indicators.notReached')}
        <Small text={t(kind === 'growth' ? 'indicators.points' : 'indicators.places', { value })} />
      </>
    );
  }
  if (figures.completionRate === null) return NONE;
  return (
    <>
      {figures.completionRate}%
      <Small
        text={[
          figures.rateStated && t('indicators.rateStated'),
          figures.remaining !== null &&
            figures.remaining !== '0' &&
            t('indicators.remaining', { value: figures.remaining }),
        ]
          .filter(Boolean)
          .join('，')}
      />
    </>
  );
}

/** Growth of totals in percent; of shares and growths the change in points. */
export function Growth({ figures, kind }: { figures: Figures; kind: Kind }) {
  const { t } = useTranslation();
  const signed = (value: string): string => (value.startsWith('-') || value === '0' ? value : `+${value}`);
  if (kind === 'amount' || kind === 'count') return figures.growth === null ? NONE : `${signed(figures.growth)}%`;
  if (figures.change === null) return NONE;
  return t(kind === 'rank' ? 'indicators.places' : 'indicators.points', { value: signed(figures.change) });
}

export function Progress({ figures }: { figures: Figures }) {
  const { word } = useDictionary();
  return (
    <>
      <LightTag light={figures.light} text={word('indicatorLight', figures.light)} />
      {figures.light !== 'none' && <Small text={figures.lightNote ?? ''} />}
    </>
  );
}

const Small = ({ text }: { text: string }) =>
  text === '' ? null : (
    <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
      {text}
    </Typography.Text>
  );
