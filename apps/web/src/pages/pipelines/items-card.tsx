import { DownloadOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Pagination, Select, Space, Table, type TableColumnsType, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useUnits } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { Amount, useAmountText } from '../../components/amount';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { Section } from '../../components/section';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { ItemForm, PassageForm, WithdrawForm } from './item-forms';
import { type Item, type Passage, type Pipeline, useExportItems, useItems } from './queries';

const PAGE_SIZE = 20;
/** The choice “without a sector”: an empty text cannot stand in an address. */
const NO_SECTOR = '-';

type Open =
  | { how: 'new' }
  | { how: 'edit' | 'pass'; item: Item; passage?: Passage }
  | { how: 'withdraw'; item: Item; passage: Passage };

/** The items of a pipeline, cut to what the person may see; filters stand in the address. */
export function ItemsCard({ pipeline }: { pipeline: Pipeline }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { get, set } = useAddress();
  const [open, setOpen] = useState<Open>();
  const page = Number(get('page')) || 1;
  const sector = get('sector');
  const filter = {
    q: get('q'),
    stageId: get('stage'),
    month: get('month'),
    sector: sector === NO_SECTOR ? '' : sector,
    unitId: get('unit'),
  };
  const items = useItems(pipeline.id, { ...filter, page, pageSize: PAGE_SIZE });
  const sheet = useExportItems(pipeline.id);
  const filtered = [filter.q, filter.stageId, filter.sector, filter.unitId].some((value) => value !== undefined);
  const pagination = {
    current: page,
    pageSize: PAGE_SIZE,
    total: items.data?.total ?? 0,
    hideOnSinglePage: true,
    showSizeChanger: false,
    onChange: (next: number) => set({ page: next > 1 ? String(next) : undefined }),
  };
  const close = () => setOpen(undefined);
  return (
    <Section
      title={t('pipelines.list.title')}
      extra={
        <Space wrap>
          <Button icon={<DownloadOutlined />} loading={sheet.isPending} onClick={() => sheet.mutate(filter)}>
            {t('pipelines.list.export')}
          </Button>
          {pipeline.allowedActions.includes('add') && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen({ how: 'new' })}>
              {t('pipelines.list.add')}
            </Button>
          )}
        </Space>
      }
    >
      <Flex vertical gap={12}>
        {(filtered || (items.data?.total ?? 0) > 0) && (
          <Filters pipeline={pipeline} total={items.data?.total} filtered={filtered} />
        )}
        {!items.data ? (
          <PageState error={items.error} onRetry={() => void items.refetch()} />
        ) : items.data.items.length === 0 ? (
          <Empty text={t(emptyText(pipeline, filtered))} />
        ) : phone ? (
          <>
            {items.data.items.map((item) => (
              <ItemCard key={item.id} item={item} onOpen={setOpen} />
            ))}
            <Pagination {...pagination} simple align="center" />
          </>
        ) : (
          <ItemTable
            pipeline={pipeline}
            items={items.data.items}
            pagination={pagination}
            loading={items.isPlaceholderData}
            onOpen={setOpen}
          />
        )}
      </Flex>
      {open?.how === 'new' && <ItemForm pipeline={pipeline} onClose={close} />}
      {open?.how === 'edit' && <ItemForm pipeline={pipeline} item={open.item} onClose={close} />}
      {open?.how === 'pass' && (
        <PassageForm
          pipeline={pipeline}
          item={open.item}
          passage={open.passage}
          onWithdraw={(passage) => setOpen({ how: 'withdraw', item: open.item, passage })}
          onClose={close}
        />
      )}
      {open?.how === 'withdraw' && (
        <WithdrawForm pipeline={pipeline} item={open.item} passage={open.passage} onClose={close} />
      )}
    </Section>
  );
}

function emptyText({ stages, allowedActions }: Pipeline, filtered: boolean) {
  if (filtered) return 'pipelines.list.emptyFilter';
  if (stages.some(({ tallies }) => tallies.length > 0)) return 'pipelines.list.emptyTally';
  return allowedActions.includes('add') ? 'pipelines.list.emptyWrite' : 'pipelines.list.empty';
}

function Filters({ pipeline, total, filtered }: { pipeline: Pipeline; total?: number; filtered: boolean }) {
  const { t } = useTranslation();
  const me = useMe();
  const units = useUnits();
  const { get, set } = useAddress();
  const seesAll = me.roles.some((role) => ['supervisor', 'leader', 'administrator'].includes(role));
  const choice = (
    name: 'stage' | 'sector' | 'unit',
    label: string,
    all: string,
    options: { value: string; label: string }[],
  ) => (
    <Select
      aria-label={label}
      style={{ flex: '1 1 130px', maxWidth: 220 }}
      allowClear
      placeholder={all}
      showSearch={{ optionFilterProp: 'label' }}
      value={get(name)}
      options={options}
      onChange={(value: string | undefined) => set({ [name]: value })}
    />
  );
  return (
    <Flex gap={8} wrap align="center">
      <Input.Search
        key={get('q')}
        aria-label={t('pipelines.list.searchLabel')}
        placeholder={t('pipelines.list.search')}
        defaultValue={get('q')}
        allowClear
        style={{ flex: '1 1 160px', maxWidth: 240 }}
        onSearch={(q) => set({ q: q.trim() })}
      />
      {choice(
        'stage',
        t('pipelines.list.stage'),
        t('pipelines.list.allStages'),
        pipeline.stages.map(({ id, name }) => ({ value: id, label: name })),
      )}
      {pipeline.sectors.length > 0 &&
        choice('sector', t('pipelines.list.sector'), t('pipelines.list.allSectors'), [
          ...pipeline.sectors.map((sector) => ({ value: sector, label: sector })),
          { value: NO_SECTOR, label: t('pipelines.noSector') },
        ])}
      {seesAll &&
        choice(
          'unit',
          t('pipelines.list.unit'),
          t('pipelines.list.allUnits'),
          (units.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
        )}
      {total !== undefined && (
        <Typography.Text type="secondary">{t('pipelines.list.total', { count: total })}</Typography.Text>
      )}
      {filtered && (
        <Button
          type="link"
          size="small"
          onClick={() => set({ q: undefined, stage: undefined, sector: undefined, unit: undefined })}
        >
          {t('pipelines.list.reset')}
        </Button>
      )}
    </Flex>
  );
}

interface TableProps {
  pipeline: Pipeline;
  items: Item[];
  pagination: object;
  loading: boolean;
  onOpen: (open: Open) => void;
}

function ItemTable({ pipeline, items, pagination, loading, onOpen }: TableProps) {
  const { t } = useTranslation();
  const columns: TableColumnsType<Item> = [
    {
      title: t('pipelines.item.name'),
      render: (_, item) => <ItemName item={item} />,
    },
    ...(pipeline.sectors.length > 0
      ? [{ title: t('pipelines.item.sector'), dataIndex: 'sector', onCell: () => ({ style: { minWidth: 88 } }) }]
      : []),
    { title: t('pipelines.item.unit'), dataIndex: 'unitName' },
    {
      title: t('pipelines.totalInvestment'),
      align: 'right',
      render: (_, item) => <Amount value={item.totalInvestment} />,
    },
    ...(pipeline.kind === 'funds'
      ? [
          {
            title: t('pipelines.requested'),
            align: 'right' as const,
            render: (_: unknown, item: Item) => <Amount value={item.requested} />,
          },
        ]
      : []),
    {
      title: t('pipelines.list.passed'),
      render: (_, item) => <Passages item={item} onOpen={onOpen} />,
    },
    { title: '', width: 130, render: (_, item) => <ItemActions item={item} onOpen={onOpen} /> },
  ];
  return (
    <Table<Item>
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={items}
      pagination={pagination}
      loading={loading}
      scroll={{ x: 860 }}
    />
  );
}

function ItemCard({ item, onOpen }: { item: Item; onOpen: (open: Open) => void }) {
  const { t } = useTranslation();
  const amount = useAmountText();
  return (
    <div style={{ borderBottom: '1px solid #f0f0f0', paddingBottom: 8 }}>
      <ItemName item={item} />
      <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
        {[
          item.sector,
          item.unitName,
          item.totalInvestment !== null && `${t('pipelines.totalInvestment')} ${amount(item.totalInvestment)}`,
          item.requested !== null && `${t('pipelines.requested')} ${amount(item.requested)}`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </Typography.Text>
      <Passages item={item} onOpen={onOpen} />
      <ItemActions item={item} onOpen={onOpen} />
    </div>
  );
}

function ItemName({ item }: { item: Item }) {
  return (
    <div style={{ minWidth: 120, maxWidth: 250, whiteSpace: 'normal' }}>
      {item.projectId === null ? item.name : <Link to={`/projects/${item.projectId}`}>{item.name}</Link>}
      {item.note !== '' && (
        <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
          {item.note}
        </Typography.Text>
      )}
    </div>
  );
}

/** The stages that it has passed, each with its day and amount; one of them opens to be corrected or withdrawn. */
function Passages({ item, onOpen }: { item: Item; onOpen: (open: Open) => void }) {
  const { t } = useTranslation();
  const amount = useAmountText();
  const mayPass = item.allowedActions.includes('pass');
  return (
    <Flex wrap gap={4} style={{ minWidth: 200, maxWidth: 300, whiteSpace: 'normal' }}>
      {item.passages.length === 0 && <Typography.Text type="secondary">{t('pipelines.list.none')}</Typography.Text>}
      {item.passages.map((passage) => {
        const words = [passage.stageName, passage.passedOn, passage.amount !== null && amount(passage.amount)]
          .filter(Boolean)
          .join(' ');
        return mayPass ? (
          <Button
            key={passage.stageId}
            size="small"
            title={passage.note}
            aria-label={`${t('pipelines.pass.change', { stage: passage.stageName })} ${words}`}
            style={{ fontSize: 12 }}
            onClick={() => onOpen({ how: 'pass', item, passage })}
          >
            {words}
          </Button>
        ) : (
          <Tag key={passage.stageId} title={passage.note} style={{ margin: 0 }}>
            {words}
          </Tag>
        );
      })}
      {item.withdrawn.map((gone, index) => (
        <Typography.Text key={index} type="secondary" style={{ flexBasis: '100%', fontSize: 12 }}>
          {t(gone.withdrawnOn === gone.passedOn ? 'pipelines.list.neverPassed' : 'pipelines.list.withdrawn', {
            stage: gone.stageName,
            passedOn: gone.passedOn,
            withdrawnOn: gone.withdrawnOn,
            reason: gone.reason,
          })}
        </Typography.Text>
      ))}
    </Flex>
  );
}

function ItemActions({ item, onOpen }: { item: Item; onOpen: (open: Open) => void }) {
  const { t } = useTranslation();
  return (
    <Space size={0} style={{ whiteSpace: 'nowrap' }}>
      {item.allowedActions.includes('pass') && (
        <Button type="link" size="small" onClick={() => onOpen({ how: 'pass', item })}>
          {t('pipelines.list.pass')}
        </Button>
      )}
      {item.allowedActions.includes('edit') && (
        <Button type="link" size="small" onClick={() => onOpen({ how: 'edit', item })}>
          {t('pipelines.list.edit')}
        </Button>
      )}
    </Space>
  );
}
