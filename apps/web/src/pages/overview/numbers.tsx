import { Card, Col, Flex, Row, Typography } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useAmountText } from '../../components/amount';
import { FigureLink } from '../../components/figure-link';
import { SparkLine } from '../../components/spark-line';
import { LightDot } from './light-dot';
import { LIGHT_INK } from './looks';
import type { Tile } from './queries';

/** The month in five numbers, each with its light, its line and how far it is from what it should be. */
export function Numbers({ tiles, month, revision }: { tiles: Tile[]; month: string; revision?: number }) {
  return (
    <Row gutter={[12, 12]}>
      {tiles.map((tile, index) => (
        <Col key={`${tile.measure} ${tile.scopeId}`} xs={index === 0 ? 24 : 12} md={8} xl={{ flex: '1 1 0' }}>
          <NumberCard tile={tile} month={month} revision={revision} />
        </Col>
      ))}
    </Row>
  );
}

function NumberCard({ tile, month, revision }: { tile: Tile; month: string; revision?: number }) {
  const { t } = useTranslation();
  const value = useValueText();
  const { measure, scopeKind, scopeId } = tile;
  const name = scopeKind === 'total' ? tile.name : `${tile.scopeName} ${tile.name}`;
  return (
    <Card size="small" style={{ height: '100%' }} styles={{ body: { padding: '12px 16px 10px' } }}>
      <Flex justify="space-between" align="baseline" gap={8}>
        <Typography.Text type="secondary" className="wrap-anywhere">
          {name}
        </Typography.Text>
        {tile.value !== null && <LightDot light={tile.light} />}
      </Flex>
      <div style={{ fontSize: 28, fontWeight: 600, lineHeight: 1.35, whiteSpace: 'nowrap' }}>
        <FigureLink {...{ month, measure, scopeKind, scopeId, revision }} label={name}>
          {value(tile.value, tile.unit)}
        </FigureLink>
      </div>
      <div style={{ fontSize: 13, color: LIGHT_INK[tile.light], minHeight: 20 }}>{gapWords(tile, t, value)}</div>
      <div style={{ margin: '6px 0 4px' }}>
        <SparkLine
          values={tile.trend.map((point) => point.value)}
          target={tile.bySchedule ? null : tile.target}
          width={220}
          height={36}
          colour="#1558b0"
          faint="#b9c2cf"
          label={t('overview.tile.trend', { values: tile.trend.map((point) => point.value ?? '—').join('，') })}
        />
      </div>
      <Flex wrap gap="0 12px" style={{ fontSize: 12, color: 'rgba(0,0,0,0.6)' }}>
        <span>{t('overview.tile.before', { change: changeWords(tile, 'monthBefore', t) })}</span>
        <span>{t('overview.tile.yearBefore', { change: changeWords(tile, 'yearBefore', t) })}</span>
      </Flex>
    </Card>
  );
}

/** A figure with its unit, amounts as people say them. */
export function useValueText(): (value: string | null, unit: string) => string {
  const { t } = useTranslation();
  const amount = useAmountText();
  return (value, unit) => {
    if (value === null) return t('overview.none');
    if (unit === '万元') return amount(value);
    return t('overview.number', { value, unit: unit === '%' ? '%' : ` ${unit}` });
  };
}

const bare = (value: string): string => value.replace(/^-/, '');
const isZero = (value: string): boolean => /^-?0(\.0*)?$/.test(value);
/** 6.00 as 6, in front of a unit that counts. */
const plain = (value: string): string => value.replace(/\.?0+$/, '');

function gapWords(tile: Tile, t: TFunction, value: (value: string | null, unit: string) => string): string {
  const { gap, target, unit } = tile;
  if (tile.value === null) return t('overview.tile.noValue');
  if (gap === null || target === null) return t('overview.tile.noTarget');
  if (tile.bySchedule) {
    if (isZero(gap)) return t('overview.tile.level');
    return t(gap.startsWith('-') ? 'overview.tile.behind' : 'overview.tile.ahead', { gap: bare(gap) });
  }
  const words = { target: value(target, unit), gap: sizeWords(bare(gap), unit, t, value) };
  if (isZero(gap)) return t('overview.tile.reached', words);
  const below = gap.startsWith('-');
  if (tile.direction === 'less') return t(below ? 'overview.tile.within' : 'overview.tile.beyond', words);
  return t(below ? 'overview.tile.below' : 'overview.tile.above', words);
}

/** Percentages differ by points. */
const sizeWords = (size: string, unit: string, t: TFunction, value: (value: string | null, unit: string) => string) =>
  unit === '%' ? t('overview.tile.points', { value: size }) : value(plain(size) || '0', unit);

function changeWords(tile: Tile, than: 'monthBefore' | 'yearBefore', t: TFunction): string {
  const change = tile[than]?.change ?? null;
  if (change === null) return t('overview.none');
  const sign = isZero(change) ? '' : change.startsWith('-') ? '−' : '+';
  const size = bare(change);
  return `${sign}${tile.unit === '%' ? t('overview.tile.points', { value: size }) : t('overview.number', { value: size, unit: ` ${tile.unit}` })}`;
}
