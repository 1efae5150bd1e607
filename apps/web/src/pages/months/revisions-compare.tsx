import { useQueries } from '@tanstack/react-query';
import { Modal, Table, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../client/client';
import { useAmountText } from '../../components/amount';
import { PageState } from '../../components/page-state';
import type { InvestmentFigures, Revision, Rollup } from './queries';

interface Line {
  key: string;
  list: string;
  figure: string;
  values: string[];
}

/** Every revision of the month beside the others, list by list. */
export function RevisionsCompare(props: { month: string; revisions: Revision[]; onClose: () => void }) {
  const { t } = useTranslation();
  const amount = useAmountText();
  const { month, revisions } = props;
  const published = useQueries({
    queries: revisions.map(({ revision }) => ({
      queryKey: ['rollups', month, revision],
      queryFn: () => read(api.GET('/api/rollups/{month}', { params: { path: { month }, query: { revision } } })),
    })),
  });
  const views = published.flatMap(({ data }) => data ?? []);
  const failed = published.find(({ error }) => error);
  const rate = (value: string | null) => (value === null ? t('months.none') : t('months.percent', { value }));
  const lines = (key: string, list: string, of: (view: Rollup) => InvestmentFigures | undefined): Line[] => {
    const each = (figure: string, text: (figures: InvestmentFigures) => string): Line => ({
      key: `${key} ${figure}`,
      list,
      figure,
      values: views.map((view) => {
        const figures = of(view);
        return figures ? text(figures) : t('months.none');
      }),
    });
    return [
      each(t('closing.revisions.rowProjects'), ({ projects }) => String(projects)),
      each(t('closing.revisions.rowTotal'), ({ totalInvestment }) => amount(totalInvestment)),
      each(t('closing.revisions.rowPlan'), ({ annualPlan }) => amount(annualPlan)),
      each(t('closing.revisions.rowCompleted'), ({ completed }) => amount(completed)),
      each(t('closing.revisions.rowRate'), ({ completionRate }) => rate(completionRate)),
    ];
  };
  const lists = new Map(views.flatMap((view) => view.lists.map(({ listId, name }) => [listId, name] as const)));
  const rows = [
    ...lines('total', t('closing.revisions.all2'), ({ total }) => total),
    ...[...lists].flatMap(([id, name]) => lines(id, name, (view) => view.lists.find(({ listId }) => listId === id))),
  ];
  const differs = ({ values }: Line) => new Set(values).size > 1;
  return (
    <Modal open footer={null} width={860} title={t('closing.revisions.compareTitle')} onCancel={props.onClose}>
      {views.length < revisions.length ? (
        <PageState error={failed?.error} onRetry={() => void failed?.refetch()} />
      ) : (
        <Table<Line>
          size="small"
          pagination={false}
          scroll={{ x: 'max-content', y: 480 }}
          dataSource={rows}
          columns={[
            {
              title: t('months.lists.name'),
              dataIndex: 'list',
              onCell: (_, index) => ({ rowSpan: (index ?? 0) % 5 === 0 ? 5 : 0 }),
            },
            { title: t('closing.revisions.figure'), dataIndex: 'figure' },
            ...revisions.map(({ revision }, at) => ({
              title: t('closing.revisions.version', { n: revision }),
              key: revision,
              align: 'right' as const,
              render: (_: unknown, line: Line) => (
                <Typography.Text strong={differs(line)} type={differs(line) ? 'warning' : undefined}>
                  {line.values[at]}
                </Typography.Text>
              ),
            })),
          ]}
        />
      )}
    </Modal>
  );
}
