import { Button, Card, Col, Flex, Row, Segmented, Table, type TableColumnsType, Typography } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty';
import { FigureLink } from '../../components/figure-link';
import { PageState } from '../../components/page-state';
import { Pieces } from '../../components/pieces';
import { usePeriodText } from '../../components/period';
import { useIsPhone } from '../../components/use-is-phone';
import { monthOfWeek } from '../../components/week';
import { type Coverage, useCoverage } from './queries';

type Span = 'week' | 'month' | 'year';

/** Coverage of the week, of the month it counts for, or of the year: whole zone, by list and by unit; never by person. */
export function CoverageCard({ week }: { week: string }) {
  const { t } = useTranslation();
  const periodText = usePeriodText();
  const [span, setSpan] = useState<Span>('month');
  const month = monthOfWeek(week);
  const year = Number(month.slice(0, 4));
  const asked = { week: { week }, month: { month }, year: { year } }[span];
  const name = {
    week: periodText(week),
    month: dayjs(`${month}-01`).format(t('months.monthFormat')),
    year: t('duties.coverage.yearOf', { year }),
  }[span];
  const coverage = useCoverage(asked);
  return (
    <Card
      size="small"
      title={t('duties.coverage.title')}
      extra={
        <Segmented<Span>
          aria-label={t('duties.coverage.span')}
          value={span}
          onChange={setSpan}
          options={(['week', 'month', 'year'] as const).map((value) => ({
            value,
            label: t(`duties.coverage.${value}`),
          }))}
        />
      }
    >
      {coverage.data ? (
        <div style={{ opacity: coverage.isPlaceholderData ? 0.5 : 1 }}>
          <Whole coverage={coverage.data} name={name} />
          <Typography.Text
            type="secondary"
            className="in-words"
            style={{ display: 'block', marginTop: 8, fontSize: 13 }}
          >
            {t('duties.coverage.hint')} {t('duties.aboutHint')}
            {span === 'month' && (
              <>
                {' '}
                <FigureLink month={month} measure="visits.missed" scopeKind="total">
                  {t('duties.coverage.rows')}
                </FigureLink>
              </>
            )}
          </Typography.Text>
        </div>
      ) : (
        <PageState error={coverage.error} onRetry={() => void coverage.refetch()} />
      )}
    </Card>
  );
}

interface Line extends Pick<Coverage, 'due' | 'done' | 'late' | 'missed' | 'excused' | 'coverage'> {
  key: string;
  name: string;
}

function Whole({ coverage, name }: { coverage: Coverage; name: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (coverage.due === 0) return <Empty text={t('duties.coverage.none')} />;
  const lists = coverage.lists.map((list): Line => ({ ...list, key: list.listId }));
  const units = coverage.units.map((unit): Line => ({ ...unit, key: unit.unitId ?? 'none' }));
  return (
    <>
      <Flex wrap gap="4px 20px" align="baseline">
        <Typography.Text type="secondary">
          {name} {t('duties.coverage.total')}
        </Typography.Text>
        <span style={{ fontSize: 26, fontWeight: 600, lineHeight: 1.2 }}>
          <Rate of={coverage.coverage} />
        </span>
        <Counts of={coverage} />
        <Button type="link" style={{ padding: 0 }} aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'duties.coverage.less' : 'duties.coverage.more')}
        </Button>
      </Flex>
      {open && (
        <Row gutter={[24, 12]} style={{ marginTop: 8 }}>
          <Col xs={24} xl={12}>
            <Lines title={t('duties.coverage.byList')} lines={lists} />
          </Col>
          <Col xs={24} xl={12}>
            <Lines title={t('duties.coverage.byUnit')} lines={units} />
          </Col>
        </Row>
      )}
    </>
  );
}

function Rate({ of }: { of: string | null }) {
  const { t } = useTranslation();
  return of === null ? t('months.none') : t('months.percent', { value: of });
}

const COUNTS = ['due', 'done', 'late', 'missed', 'excused'] as const;

function Counts({ of }: { of: Omit<Line, 'key' | 'name'> }) {
  const { t } = useTranslation();
  return <Pieces of={COUNTS.map((count) => `${t(`duties.coverage.${count}`)} ${of[count]}`)} />;
}

function Lines({ title, lines }: { title: string; lines: Line[] }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  if (phone) {
    return (
      <>
        <Typography.Text strong>{title}</Typography.Text>
        {lines.map((line) => (
          <div key={line.key} style={{ padding: '6px 0', borderTop: '1px solid #eceff3' }}>
            <Flex justify="space-between" gap={8}>
              <span className="wrap-anywhere">{line.name}</span>
              <strong>
                <Rate of={line.coverage} />
              </strong>
            </Flex>
            <Counts of={line} />
          </div>
        ))}
      </>
    );
  }
  const columns: TableColumnsType<Line> = [
    { title, dataIndex: 'name', className: 'wrap-anywhere' },
    ...COUNTS.map((count) => ({
      title: <span style={{ whiteSpace: 'nowrap' }}>{t(`duties.coverage.${count}`)}</span>,
      align: 'right' as const,
      dataIndex: count,
    })),
    {
      title: <span style={{ whiteSpace: 'nowrap' }}>{t('duties.coverage.rate')}</span>,
      align: 'right',
      render: (_, line) => (
        <strong>
          <Rate of={line.coverage} />
        </strong>
      ),
    },
  ];
  return <Table<Line> size="small" columns={columns} dataSource={lines} pagination={false} />;
}
