import { PlusOutlined } from '@ant-design/icons';
import { Card, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../client/session';
import { LinkButton } from '../../components/link-button';
import { ListToolbar } from '../../components/list-toolbar';
import { useIsPhone } from '../../components/use-is-phone';
import { useListLook } from '../../components/use-list-look';
import { LedgerBar } from '../ledgers/ledger-bar';
import { BatchBar } from './batch-bar';
import { IssueFilter } from './issue-filter';
import { COLUMNS, FIRST_COLUMNS, useColumns } from './list-columns';
import { useExport } from './list-export';
import { useListQuery } from './list-query';
import { ListRows } from './list-rows';
import { ListViews } from './list-views';
import { type IssueRow, useIssues } from './queries';
import { StateTabs } from './state-tabs';
import { useFullScreen } from './use-full-screen';

/** The ledgers: views, search, tabs by state, tools, rows. What is asked for stands in the address. */
export default function IssuesPage() {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const me = useMe();
  const { filter, sort, query } = useListQuery();
  const issues = useIssues(query);
  const { titles } = useColumns();
  const [look, setLook] = useListLook('issues', COLUMNS, FIRST_COLUMNS);
  const [full, setFull] = useFullScreen();
  const taking = useExport();
  const asked = JSON.stringify(filter);
  const [chosen, setChosen] = useState<{ asked: string; rows: IssueRow[] }>({ asked, rows: [] });
  // Rows chosen under another filter are not seen any more: nothing is done with what nobody sees.
  const seen = chosen.asked === asked ? chosen.rows : [];
  const rows = seen.map((row) => issues.data?.items.find(({ id }) => id === row.id) ?? row);
  const take = (ids?: string[]) => taking.mutate({ ...filter, sort, columns: look.columns, ...(ids && { ids }) });
  const mayRegister = me.permissions.includes('issue.register');
  return (
    <Flex vertical gap={12}>
      <Flex justify="space-between" align="center">
        <Typography.Title level={4} style={{ margin: 0 }}>
          {t('issues.title')}
        </Typography.Title>
        {mayRegister && (
          <LinkButton type="primary" icon={<PlusOutlined />} to={registerAt(filter)}>
            {t('issues.register')}
          </LinkButton>
        )}
      </Flex>
      <LedgerBar />
      <ListViews columns={look.columns} onColumns={(columns) => setLook({ columns })} />
      <IssueFilter />
      <Card
        className={full ? 'full-screen' : undefined}
        styles={{ body: { padding: phone ? '0 12px 12px' : '0 20px 20px' } }}
      >
        <StateTabs />
        <div style={{ marginBottom: 12 }}>
          <ListToolbar
            onRefresh={() => void issues.refetch()}
            refreshing={issues.isFetching}
            onExport={() => take()}
            exporting={taking.isPending}
            {...(!phone && {
              look,
              onLook: setLook,
              columns: titles,
              first: FIRST_COLUMNS,
              full,
              onFull: setFull,
            })}
          >
            {issues.data && (
              <Typography.Text type="secondary">{t('issues.total', { count: issues.data.total })}</Typography.Text>
            )}
          </ListToolbar>
        </div>
        {rows.length > 0 && (
          <BatchBar
            rows={rows}
            exporting={taking.isPending}
            onExport={() => take(rows.map(({ id }) => id))}
            onClear={() => setChosen({ asked, rows: [] })}
          />
        )}
        <ListRows
          issues={issues}
          look={look}
          sort={sort}
          chosen={rows.map(({ id }) => id)}
          onChoose={(next) => setChosen({ asked, rows: next })}
          empty={t(mayRegister ? 'issues.empty' : 'issues.emptyPlain')}
        />
      </Card>
    </Flex>
  );
}

/** Registering starts with what the list was narrowed to. */
function registerAt({ ledger, projectId }: { ledger?: string; projectId?: string }): string {
  const search = new URLSearchParams({ ...(ledger && { ledger }), ...(projectId && { projectId }) }).toString();
  return search === '' ? '/issues/new' : `/issues/new?${search}`;
}
