import { Button, Card, Flex, Pagination, Segmented, Table, type TableColumnsType, Typography } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty } from '../../components/empty';
import { usePeriodText } from '../../components/period';
import { Section } from '../../components/section';
import { ToneTag } from '../../components/tone-tag';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { useFigureText } from './figure-text';
import { ProjectEvidenceView } from './project-evidence';
import type { OpenedFigure, OpenRow, RowEvidence } from './queries';

interface RowsProps {
  opened: OpenedFigure;
  revision?: number;
}

/** What was counted: a table at the desk, cards on the phone; a project opens its entries, visits and photos. */
export function RowsSection({ opened, revision }: RowsProps) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { get, set } = useAddress();
  const { rows, total, hidden, rowsNote, page, pageSize, publication, formula } = opened;
  // A sum has no rows that are left out of its numerator.
  const parts = [
    'all',
    ...(formula.denominator ? ['counted', 'rest'] : []),
    ...(publication ? ['changed'] : []),
  ] as const;
  const pagination = {
    current: page,
    pageSize,
    total,
    hideOnSinglePage: true,
    showSizeChanger: false,
    onChange: (next: number) => set({ page: String(next) }),
  };
  return (
    <Section title={t('figures.rows.title')}>
      <Flex vertical gap={12}>
        {parts.length > 1 && (
          <Segmented
            className="no-print"
            style={{ alignSelf: 'start', maxWidth: '100%', overflowX: 'auto' }}
            aria-label={t('figures.rows.part')}
            value={get('part') ?? 'all'}
            options={parts.map((part) => ({
              value: part,
              label: t(`figures.rows.${part as 'all' | 'counted' | 'rest' | 'changed'}`),
            }))}
            onChange={(part) => set({ part: part === 'all' ? undefined : part })}
          />
        )}
        <Typography.Text type="secondary">
          {t('figures.rows.count', { count: total })}
          {hidden > 0 && `。${t('figures.rows.hidden', { count: hidden })}`}
        </Typography.Text>
        {rowsNote && <Typography.Text type="secondary">{rowsNote}</Typography.Text>}
        {rows.length === 0 ? (
          total + hidden === 0 && rowsNote ? null : (
            <Empty text={t('figures.rows.empty')} />
          )
        ) : phone ? (
          <>
            {rows.map((row) => (
              <RowCard key={row.key} row={row} opened={opened} revision={revision} />
            ))}
            <Pagination {...pagination} simple align="center" />
          </>
        ) : (
          <RowTable opened={opened} revision={revision} pagination={pagination} />
        )}
      </Flex>
    </Section>
  );
}

/** Rows whose evidence opens in place: those that are of a project and not of an issue. */
const opens = ({ kind, projectId, issueId }: OpenRow): boolean =>
  projectId !== null && issueId === null && kind !== 'unit';

function RowTable(props: RowsProps & { pagination: object }) {
  const { t } = useTranslation();
  const { opened, revision } = props;
  const { month, formula } = opened;
  const [open, setOpen] = useState<string[]>([]);
  const toggle = (key: string) =>
    setOpen((before) => (before.includes(key) ? before.filter((one) => one !== key) : [...before, key]));
  const both = formula.denominator !== null;
  const evidence: TableColumnsType<OpenRow>[number] = {
    title: t('figures.rows.evidence'),
    width: 270,
    render: (_, row) => (
      <Flex vertical gap={4} align="start">
        <Evidence row={row} />
        {opens(row) && (
          <Button
            size="small"
            className="no-print"
            aria-expanded={open.includes(row.key)}
            aria-label={t('figures.evidence.openOf', { name: row.name })}
            onClick={() => toggle(row.key)}
          >
            {t(open.includes(row.key) ? 'figures.evidence.close' : 'figures.evidence.open')}
          </Button>
        )}
      </Flex>
    ),
  };
  const columns: TableColumnsType<OpenRow> = [
    { title: t('figures.rows.name'), render: (_, row) => <Name row={row} /> },
    { title: t('figures.rows.words'), render: (_, row) => <Words row={row} /> },
    {
      title: t(both ? 'figures.rows.numerator' : 'figures.rows.share'),
      align: 'right',
      render: (_, row) => <Share row={row} part="numerator" opened={opened} />,
    },
    ...(both
      ? [
          {
            title: t('figures.rows.denominator'),
            align: 'right' as const,
            render: (_: unknown, row: OpenRow) => <Share row={row} part="denominator" opened={opened} />,
          },
        ]
      : []),
    ...(opened.rows.some((row) => row.evidence !== null || opens(row)) ? [evidence] : []),
  ];
  return (
    <Table<OpenRow>
      size="small"
      rowKey="key"
      columns={columns}
      dataSource={opened.rows}
      pagination={props.pagination}
      expandable={{
        showExpandColumn: false,
        expandedRowKeys: open,
        expandedRowRender: (row) =>
          row.projectId && <ProjectEvidenceView month={month} projectId={row.projectId} revision={revision} />,
      }}
    />
  );
}

function RowCard({ row, opened, revision }: RowsProps & { row: OpenRow }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const both = opened.formula.denominator !== null;
  const line = (label: string, value: ReactNode) => (
    <div>
      <Typography.Text type="secondary">{label}：</Typography.Text>
      {value}
    </div>
  );
  return (
    <Card size="small" className="wrap-anywhere">
      <Flex vertical gap={4}>
        <Name row={row} />
        <Words row={row} />
        {line(
          t(both ? 'figures.rows.numerator' : 'figures.rows.share'),
          <Share row={row} part="numerator" opened={opened} />,
        )}
        {both && line(t('figures.rows.denominator'), <Share row={row} part="denominator" opened={opened} />)}
        <Evidence row={row} />
        {opens(row) && (
          <Button
            className="no-print"
            aria-expanded={open}
            aria-label={t('figures.evidence.openOf', { name: row.name })}
            onClick={() => setOpen(!open)}
          >
            {t(open ? 'figures.evidence.close' : 'figures.evidence.open')}
          </Button>
        )}
        {open && row.projectId && (
          <ProjectEvidenceView month={opened.month} projectId={row.projectId} revision={revision} />
        )}
      </Flex>
    </Card>
  );
}

/** The name leads to the thing itself. */
function Name({ row }: { row: OpenRow }) {
  const period = usePeriodText();
  const to =
    row.issueId !== null
      ? `/issues/${row.issueId}`
      : row.visitId !== null
        ? `/visits/${row.visitId}`
        : row.projectId !== null
          ? `/projects/${row.projectId}`
          : undefined;
  const detail = row.kind === 'duty' && row.detail !== null ? period(row.detail) : row.detail;
  return (
    <div>
      {to ? <Link to={to}>{row.name}</Link> : row.name}
      <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
        {[detail, row.kind === 'unit' ? null : row.unitName].filter(Boolean).join(' · ')}
      </Typography.Text>
    </div>
  );
}

function Words({ row }: { row: OpenRow }) {
  const { t } = useTranslation();
  return (
    <span style={{ fontSize: 13 }}>
      {row.words} {row.now && <ToneTag tone="warn">{t('figures.rows.changed')}</ToneTag>}
    </span>
  );
}

/** What the row adds, and what it would add by now. */
function Share({ row, part, opened }: { row: OpenRow; part: 'numerator' | 'denominator'; opened: OpenedFigure }) {
  const { t } = useTranslation();
  const text = useFigureText();
  const unit = opened.formula[part]?.unit ?? opened.figure.unit;
  const now = row.now?.[part] ?? null;
  const changed = row.now && now !== row[part];
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {text(row[part], unit)}
      {changed && (
        <Typography.Text style={{ display: 'block', fontSize: 12, color: '#ad4e00' }}>
          {now === null ? t('figures.rows.gone') : t('figures.rows.now', { value: text(now, unit) })}
        </Typography.Text>
      )}
    </span>
  );
}

/** In short what supports the row; where nothing does, that. */
function Evidence({ row }: { row: OpenRow }) {
  const { t } = useTranslation();
  const { evidence } = row;
  if (!evidence) return null;
  const { visits, photos, confirmation } = evidence;
  return (
    <div style={{ fontSize: 13 }}>
      <Entered row={row} evidence={evidence} />
      {confirmation && (
        <div>
          {t(confirmation.onTime ? 'figures.evidence.confirmedBy' : 'figures.evidence.confirmedLate', {
            name: confirmation.confirmedByName,
            day: dayjs(confirmation.confirmedAt).format(t('visits.period.day')),
          })}
        </div>
      )}
      {visits + photos === 0 ? (
        <span style={{ color: '#ad4e00' }}>{t('figures.evidence.none')}</span>
      ) : (
        <span>
          {t('figures.evidence.visits', { count: visits })} · {t('figures.evidence.photos', { count: photos })}
        </span>
      )}
    </div>
  );
}

function Entered({ row, evidence }: { row: OpenRow; evidence: RowEvidence }) {
  const { t } = useTranslation();
  if (evidence.enteredAt === null)
    return <Typography.Text type="secondary">{t('figures.evidence.noEntry')}</Typography.Text>;
  const key = row.issueId !== null ? 'registered' : row.kind === 'duty' ? 'visit' : 'entry';
  return (
    <div>
      {t(`figures.evidence.${key}`, {
        name: evidence.enteredByName ?? '',
        day: dayjs(evidence.enteredAt).format(t('visits.period.day')),
      })}
    </div>
  );
}
