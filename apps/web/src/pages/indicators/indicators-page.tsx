import { DownloadOutlined, LeftOutlined, PlusOutlined, RightOutlined, UploadOutlined } from '@ant-design/icons';
import { Button, Card, Flex, Segmented, Select, Space, Tabs, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useDictionary, useDistrict } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { DemoNote } from '../../components/demo-note';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { BoardTable } from './board-table';
import { EntryGrid } from './entry-grid';
import { ImportDialog } from './import-dialog';
import { IndicatorDrawer } from './indicator-drawer';
import { IndicatorForm } from './indicator-form';
import { type Board, useBoard } from './queries';

type Light = 'green' | 'yellow' | 'red' | 'none';
const LIGHTS: Light[] = ['green', 'yellow', 'red', 'none'];
const MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));

/** The indicators of a year as of a month: the tree, what is to be entered, import and export. */
export default function IndicatorsPage() {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  const [doing, setDoing] = useState<'create' | 'import'>();
  const asked = Number(search.get('year'));
  const year = asked >= 2000 && asked <= 2100 ? asked : Number(today.slice(0, 4));
  const running = today.slice(0, 7);
  const given = search.get('month') ?? '';
  // In January the year before is what people ask about; a month of another year is the last one of this.
  const month = given.startsWith(`${year}-`) ? given : running.startsWith(`${year}-`) ? running : `${year}-12`;
  const board = useBoard(year, month);
  const mayWrite = me.permissions.includes('indicator.write');
  const mayImport = board.data?.items.some(({ children }) =>
    children.some(({ allowedActions }) => allowedActions.length > 0),
  );
  const go = (next: Record<string, string | undefined>) => {
    const all: Record<string, string | undefined> = {
      ...Object.fromEntries(search),
      year: String(year),
      month,
      ...next,
    };
    setSearch(
      Object.fromEntries(Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined)),
      {
        preventScrollReset: true,
      },
    );
  };
  const id = search.get('indicator');
  return (
    <Flex vertical gap={16}>
      <Flex justify="space-between" align="center" wrap gap={12}>
        <Typography.Title level={4} style={{ margin: 0 }}>
          {t('indicators.titleOf', { year })}
        </Typography.Title>
        <Space wrap>
          <Space.Compact>
            <Button
              icon={<LeftOutlined />}
              aria-label={t('indicators.previousYear')}
              onClick={() => go({ year: String(year - 1), month: undefined })}
            />
            <Button>{t('projects.one.yearN', { year })}</Button>
            <Button
              icon={<RightOutlined />}
              aria-label={t('indicators.nextYear')}
              onClick={() => go({ year: String(year + 1), month: undefined })}
            />
          </Space.Compact>
          <Select
            aria-label={t('indicators.month')}
            style={{ minWidth: 120 }}
            popupMatchSelectWidth={false}
            value={month}
            options={MONTHS.map((number) => ({
              value: `${year}-${number}`,
              label: t('indicators.asOf', { month: Number(number) }),
              disabled: `${year}-${number}` > running,
            }))}
            onChange={(next: string) => go({ month: next })}
          />
          <Button icon={<DownloadOutlined />} href={`/api/indicators/export?year=${year}&month=${month}`}>
            {t('indicators.export')}
          </Button>
          {(mayWrite || mayImport) && (
            <>
              <Button href={`/api/indicators/template?year=${year}`}>{t('indicators.template')}</Button>
              <Button icon={<UploadOutlined />} onClick={() => setDoing('import')}>
                {t('indicators.import')}
              </Button>
            </>
          )}
          {mayWrite && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setDoing('create')}>
              {t('indicators.create')}
            </Button>
          )}
        </Space>
      </Flex>
      <DemoNote />
      {!board.data ? (
        <PageState error={board.error} onRetry={() => void board.refetch()} />
      ) : board.data.items.length === 0 ? (
        <Card>
          <Empty text={t(mayWrite ? 'indicators.emptyWrite' : 'indicators.empty', { year })} />
        </Card>
      ) : (
        <div style={{ opacity: board.isPlaceholderData ? 0.5 : 1 }}>
          {mayWrite || mayImport ? (
            <Tabs
              activeKey={search.get('tab') ?? 'board'}
              onChange={(tab) => go({ tab })}
              items={[
                {
                  key: 'board',
                  label: t('indicators.tabs.board'),
                  children: <BoardTab board={board.data} onOpen={(one) => go({ indicator: one })} />,
                },
                {
                  key: 'entry',
                  label: t('indicators.tabs.entry'),
                  // What was typed is for this month only.
                  children: <EntryGrid key={board.data.month} board={board.data} />,
                },
              ]}
            />
          ) : (
            <BoardTab board={board.data} onOpen={(one) => go({ indicator: one })} />
          )}
        </div>
      )}
      {id && (
        <IndicatorDrawer
          key={id}
          id={id}
          month={month}
          groups={board.data?.items ?? []}
          onClose={() => go({ indicator: undefined })}
        />
      )}
      {doing === 'create' && (
        <IndicatorForm year={year} month={month} groups={board.data?.items ?? []} onClose={() => setDoing(undefined)} />
      )}
      {doing === 'import' && <ImportDialog year={year} onClose={() => setDoing(undefined)} />}
    </Flex>
  );
}

function BoardTab({ board, onOpen }: { board: Board; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const [light, setLight] = useState<Light | 'all'>('all');
  const groups =
    light === 'all'
      ? board.items
      : board.items
          .map((group) => ({ ...group, children: group.children.filter((row) => row.light === light) }))
          .filter(({ children }) => children.length > 0);
  return (
    <Flex vertical gap={12}>
      <Flex wrap gap={12} align="center" justify="space-between">
        <Typography.Text type="secondary">
          {t('indicators.summary', { first: board.firstLevel, second: board.secondLevel, reported: board.reported })}
        </Typography.Text>
        <div style={{ maxWidth: '100%', overflowX: 'auto' }}>
          <Segmented<Light | 'all'>
            value={light}
            onChange={setLight}
            options={[
              { value: 'all', label: t('indicators.all') },
              ...LIGHTS.map((one) => ({ value: one, label: `${word('indicatorLight', one)} ${board.lights[one]}` })),
            ]}
          />
        </div>
      </Flex>
      {groups.length === 0 && light !== 'all' ? (
        <Card>
          <Empty text={t('indicators.noneOfLight', { light: word('indicatorLight', light) })} />
        </Card>
      ) : (
        <BoardTable groups={groups} month={board.month} onOpen={({ id }) => onOpen(id)} />
      )}
    </Flex>
  );
}
