import { Button, Card, Flex, Table, type TableColumnsType, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDictionary } from '../../client/dictionary';
import { useIsPhone } from '../../components/use-is-phone';
import { Actual, Growth, Progress, Rate, SplitTarget, Value } from './figures';
import type { Figures, Group, Row } from './queries';

/** A line of the tree: an indicator, or a unit's part of it. */
interface Line {
  key: string;
  row: Row;
  figures: Figures;
  ofUnit: string | null;
  children?: Line[];
}

const unitLines = (row: Row): Line[] =>
  row.units.map((part) => ({ key: `${row.id} ${part.unitId}`, row, figures: part, ofUnit: part.unitName }));
const lineOf = (row: Row, children: Line[]): Line => ({
  ...{ key: row.id, row, figures: row, ofUnit: null },
  ...(children.length > 0 ? { children } : {}),
});
const isEmpty = ({ target, actual, split }: Figures): boolean => target === null && actual === null && split === null;

interface BoardProps {
  groups: Group[];
  month: string;
  onOpen: (row: Row) => void;
}

/** First level, second level, and the parts of units: a tree at the desk, cards on the phone. */
export function BoardTable({ groups, month, onOpen }: BoardProps) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  if (phone) return <Cards groups={groups} month={month} onOpen={onOpen} />;
  const lines = groups.map((group) =>
    lineOf(group, [...unitLines(group), ...group.children.map((row) => lineOf(row, unitLines(row)))]),
  );
  // What stands above the others only has figures of its own where a target or an actual was given.
  const cell = (draw: (line: Line) => React.ReactNode) => (_: unknown, line: Line) =>
    line.row.level === 1 && line.ofUnit === null && isEmpty(line.figures) ? null : draw(line);
  const columns: TableColumnsType<Line> = [
    {
      title: t('indicators.name'),
      width: 330,
      render: (_, { row, ofUnit }) =>
        ofUnit !== null ? (
          <Typography.Text type="secondary">{t('indicators.of', { unit: ofUnit })}</Typography.Text>
        ) : (
          <Button
            type="link"
            style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' }}
            onClick={() => onOpen(row)}
          >
            <span style={{ fontWeight: row.level === 1 ? 600 : undefined }}>{`${row.code}\u3000${row.name}`}</span>
          </Button>
        ),
    },
    {
      title: t('indicators.unitName'),
      width: 130,
      render: (_, { row, ofUnit }) => (ofUnit === null ? row.unitName : ''),
    },
    {
      title: t('indicators.target'),
      align: 'right',
      render: cell(({ row, figures }) => <Value value={figures.target} unit={row.unit} />),
    },
    {
      title: t('indicators.split'),
      align: 'right',
      render: cell(({ row, figures }) => <SplitTarget figures={figures} unit={row.unit} month={month} />),
    },
    {
      title: t('indicators.actual'),
      align: 'right',
      render: cell(({ row, figures }) => <Actual figures={figures} unit={row.unit} month={month} />),
    },
    {
      title: t('indicators.rate'),
      align: 'right',
      render: cell(({ row, figures }) => <Rate figures={figures} kind={row.kind} />),
    },
    {
      title: t('indicators.growth'),
      align: 'right',
      render: cell(({ row, figures }) => <Growth figures={figures} kind={row.kind} />),
    },
    { title: t('indicators.light'), render: cell(({ figures }) => <Progress figures={figures} />) },
  ];
  return (
    <Table<Line>
      // Opened anew when other indicators are shown: rows that come later would stay folded.
      key={groups.map(({ id }) => id).join()}
      size="small"
      columns={columns}
      dataSource={lines}
      pagination={false}
      scroll={{ x: 1000 }}
      expandable={{ defaultExpandedRowKeys: groups.map(({ id }) => id) }}
    />
  );
}

function Cards({ groups, month, onOpen }: BoardProps) {
  const { t } = useTranslation();
  return (
    <Flex vertical gap={16}>
      {groups.map((group) => (
        <section key={group.id}>
          <Typography.Title level={5}>{`${group.code}\u3000${group.name}`}</Typography.Title>
          <Flex vertical gap={8}>
            {[...(isEmpty(group) ? [] : [group]), ...group.children].map((row) => (
              <IndicatorCard key={row.id} row={row} month={month} onOpen={() => onOpen(row)} />
            ))}
            {group.children.length === 0 && isEmpty(group) && (
              <Typography.Text type="secondary">{t('indicators.noActuals')}</Typography.Text>
            )}
          </Flex>
        </section>
      ))}
    </Flex>
  );
}

function IndicatorCard({ row, month, onOpen }: { row: Row; month: string; onOpen: () => void }) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const facts: [string, React.ReactNode][] = [
    [t('indicators.target'), <Value key="target" value={row.target} unit={row.unit} />],
    [t('indicators.actual'), <Actual key="actual" figures={row} unit={row.unit} month={month} />],
    [t('indicators.rate'), <Rate key="rate" figures={row} kind={row.kind} />],
    [t('indicators.growth'), <Growth key="growth" figures={row} kind={row.kind} />],
  ];
  return (
    <Card size="small" onClick={onOpen} style={{ cursor: 'pointer' }}>
      <Flex justify="space-between" gap={8}>
        <Button
          type="link"
          style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' }}
          onClick={onOpen}
        >
          {`${row.code}\u3000${row.name}`}
        </Button>
        <div style={{ flex: 'none' }}>
          <Progress figures={{ ...row, lightNote: null }} />
        </div>
      </Flex>
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {[word('indicatorKind', row.kind), row.unitName].filter(Boolean).join(' · ')}
      </Typography.Text>
      <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: '4px 12px', marginTop: 4 }}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
              {label}
            </Typography.Text>
            {value}
          </div>
        ))}
      </div>
    </Card>
  );
}
