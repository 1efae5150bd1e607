import { Flex, Input, Pagination, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../client/session';
import { DutyLegend } from '../../components/duty-mark';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { ExcuseDialog } from './excuse-dialog';
import { ListFilter, UnitFilter } from './filters';
import { type MatrixQuery, type MatrixRow, useMatrix } from './matrix-queries';
import { MatrixCards, MatrixTable } from './matrix-table';
import { usePages } from './use-pages';

const WEEKS = [8, 12, 26, 53];
const ONLY = ['missed', 'issues', 'photos-reused'] as const satisfies MatrixQuery['only'][];
type Cell = MatrixRow['cells'][number];

/** The supervisor's weeks: projects × weeks, each cell leading to its visit. */
export function MatrixTab({ week }: { week: string }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { permissions } = useMe();
  const { get } = useAddress();
  const { page, pageSize, pagination } = usePages();
  const [excusing, setExcusing] = useState<{ row: MatrixRow; cell: Cell }>();
  const asked = Number(get('weeks'));
  const matrix = useMatrix({
    until: week,
    weeks: WEEKS.includes(asked) ? asked : 12,
    listId: get('listId'),
    unitId: get('unitId'),
    q: get('q'),
    only: ONLY.find((one) => one === get('only')),
    page,
    pageSize,
  });
  const mayExcuse = permissions.includes('duty.excuse');
  const decide = mayExcuse ? (row: MatrixRow, cell: Cell) => setExcusing({ row, cell }) : undefined;
  return (
    <Flex vertical gap={12}>
      <Filters year={Number(week.slice(0, 4))} weeks={WEEKS.includes(asked) ? asked : 12} />
      <Typography.Text type="secondary">
        {t(mayExcuse ? 'duties.matrix.hint' : 'duties.matrix.hintRead')}
        {matrix.data && ` ${t('duties.matrix.total', { count: matrix.data.total })}`}
      </Typography.Text>
      <DutyLegend />
      {!matrix.data ? (
        <PageState error={matrix.error} onRetry={() => void matrix.refetch()} />
      ) : matrix.data.items.length === 0 ? (
        <Empty text={t('duties.matrix.empty')} />
      ) : (
        <div style={{ opacity: matrix.isPlaceholderData ? 0.5 : 1 }}>
          {phone ? (
            <MatrixCards matrix={matrix.data} onDecide={decide} />
          ) : (
            <MatrixTable matrix={matrix.data} onDecide={decide} />
          )}
          <Pagination
            {...pagination(matrix.data.total)}
            simple={phone}
            align={phone ? 'center' : 'end'}
            style={{ marginTop: 12 }}
          />
        </div>
      )}
      {excusing?.cell.period && excusing.cell.state && (
        <ExcuseDialog
          projectId={excusing.row.projectId}
          projectName={excusing.row.projectName}
          period={excusing.cell.period}
          state={excusing.cell.state}
          reason={excusing.cell.excuseReason}
          onClose={() => setExcusing(undefined)}
        />
      )}
    </Flex>
  );
}

function Filters({ year, weeks }: { year: number; weeks: number }) {
  const { t } = useTranslation();
  const { get, set } = useAddress();
  const only = ONLY.find((one) => one === get('only'));
  return (
    <Flex wrap gap={12}>
      <Input.Search
        allowClear
        style={{ flex: '1 1 150px', maxWidth: 220 }}
        maxLength={60}
        aria-label={t('duties.matrix.searchLabel')}
        placeholder={t('duties.matrix.search')}
        defaultValue={get('q')}
        onSearch={(q) => set({ q: q.trim() })}
      />
      <ListFilter year={year} />
      <UnitFilter />
      <Select
        style={{ flex: '1 1 130px', maxWidth: 180 }}
        aria-label={t('duties.matrix.only')}
        value={only ?? ''}
        options={[
          { value: '', label: t('duties.matrix.onlyAll') },
          { value: 'missed', label: t('duties.matrix.onlyMissed') },
          { value: 'issues', label: t('duties.matrix.onlyIssues') },
          { value: 'photos-reused', label: t('duties.matrix.onlyReused') },
        ]}
        onChange={(value) => set({ only: value })}
      />
      <Select
        style={{ minWidth: 90 }}
        aria-label={t('duties.matrix.weeksLabel')}
        value={weeks}
        options={WEEKS.map((value) => ({ value, label: t('duties.matrix.weeks', { count: value }) }))}
        onChange={(value) => set({ weeks: String(value) })}
      />
    </Flex>
  );
}
