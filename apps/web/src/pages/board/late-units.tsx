import { Flex, Table, type TableColumnsType, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty';
import { Section } from '../../components/section';
import { useIsPhone } from '../../components/use-is-phone';
import { RowsLink } from './rows-link';
import type { LateUnit } from './queries';

type Figure = 'late-first' | 'late' | 'unsigned';
const FIGURES: { rows: Figure; key: 'lateFirst' | 'late' | 'unsigned' }[] = [
  { rows: 'late-first', key: 'lateFirst' },
  { rows: 'late', key: 'late' },
  { rows: 'unsigned', key: 'unsigned' },
];

/** How late each department is; every number opens its issues. */
export function LateUnits({ units }: { units: LateUnit[] }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  // Late over a weekend: no working day has passed.
  const longest = (unit: LateUnit): string =>
    unit.longest === 0 ? t('board.units.lessThanDay') : t('board.units.days', { count: unit.longest });
  const columns: TableColumnsType<LateUnit> = [
    { title: t('board.units.unit'), dataIndex: 'name' },
    ...FIGURES.slice(0, 2).map(({ rows, key }) => ({
      title: t(`board.units.${key}`),
      align: 'right' as const,
      render: (_: unknown, unit: LateUnit) => <Count unit={unit} rows={rows} count={unit[key]} />,
    })),
    {
      title: t('board.units.longest'),
      align: 'right',
      render: (_, unit) => (unit.late > 0 ? longest(unit) : '—'),
    },
    {
      title: t('board.units.average'),
      align: 'right',
      render: (_, unit) => (unit.late > 0 ? t('board.units.averageDays', { days: unit.average }) : '—'),
    },
    {
      title: t('board.units.unsigned'),
      align: 'right',
      render: (_, unit) => <Count unit={unit} rows="unsigned" count={unit.unsigned} />,
    },
  ];
  return (
    <Section title={t('board.units.title')}>
      {units.length === 0 ? (
        <Empty text={t('board.units.none')} />
      ) : phone ? (
        <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {units.map((unit, index) => (
            <li key={unit.unitId} style={{ padding: '10px 0', borderTop: index > 0 ? '1px solid #eceff3' : undefined }}>
              <strong>{unit.name}</strong>
              <Flex wrap gap="2px 16px">
                {FIGURES.filter(({ key }) => unit[key] > 0).map(({ rows, key }) => (
                  <span key={rows}>
                    {t(`board.units.${key}`)} <Count unit={unit} rows={rows} count={unit[key]} />
                  </span>
                ))}
                {unit.late > 0 && (
                  <span>
                    {t('board.units.longest')} {longest(unit)}
                  </span>
                )}
              </Flex>
            </li>
          ))}
        </ul>
      ) : (
        <Table<LateUnit> size="small" rowKey="unitId" columns={columns} dataSource={units} pagination={false} />
      )}
      <Typography.Paragraph type="secondary" style={{ margin: '8px 0 0' }}>
        {t('board.units.hint')}
      </Typography.Paragraph>
    </Section>
  );
}

function Count({ unit, rows, count }: { unit: LateUnit; rows: Figure; count: number }) {
  const { t } = useTranslation();
  if (count === 0) return <>0</>;
  const label = t('board.units.open', { name: unit.name, what: t(`board.rows.${rows}`) });
  return (
    <RowsLink target={{ rows, unitId: unit.unitId }} label={label}>
      {count}
    </RowsLink>
  );
}
