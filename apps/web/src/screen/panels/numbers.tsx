import { SparkLine } from '../../components/spark-line';
import { LIGHTS } from '../looks';
import type { Screen } from '../use-screen';
import { amountText, t, valueText } from '../words';

type Tile = Screen['tiles'][number];

/** The month in five numbers. */
export function Numbers({ tiles }: { tiles: Tile[] }) {
  return (
    <div className="numbers">
      {tiles.map((tile) => (
        <section key={`${tile.measure} ${tile.scopeId}`} className="panel number">
          <div className="name">
            <span className="dot" style={{ background: LIGHTS[tile.light] }} aria-hidden />
            <span>{tile.scopeKind === 'total' ? tile.name : `${tile.scopeName} ${tile.name}`}</span>
          </div>
          <div style={{ display: 'flex', alignItems: 'center', gap: 18 }}>
            <div className="value">
              <Value tile={tile} />
            </div>
            <div style={{ flex: 1, minWidth: 0 }}>
              <SparkLine
                values={tile.trend.map(({ value }) => value)}
                width={150}
                height={52}
                colour={LIGHTS[tile.light]}
                faint="#31568c"
                label={t('tile.trend')}
              />
            </div>
          </div>
          <div className="gap one" style={{ color: LIGHTS[tile.light] }}>
            {gapWords(tile)}
          </div>
        </section>
      ))}
    </div>
  );
}

function Value({ tile: { value, unit } }: { tile: Tile }) {
  if (value === null) return <>{t('none')}</>;
  const [number, ...words] = (unit === '万元' ? amountText(value) : `${value} ${unit}`).split(' ');
  return (
    <>
      {number}
      <small> {words.join(' ')}</small>
    </>
  );
}

function gapWords({ value, gap, target, unit, bySchedule }: Tile): string {
  if (value === null) return t('tile.noValue');
  if (gap === null || target === null) return t('tile.noTarget');
  const level = /^-?0(\.0*)?$/.test(gap);
  const below = gap.startsWith('-');
  if (bySchedule) {
    if (level) return t('tile.level');
    return t(below ? 'tile.behind' : 'tile.ahead', { gap: gap.replace('-', '') });
  }
  const words = { target: valueText(target, unit) };
  return level ? t('tile.reached', words) : t(below ? 'tile.below' : 'tile.above', words);
}
