import { Button, Card, Flex, Pagination, Select, Table, type TableColumnsType, Typography } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDictionary, useUnits } from '../../client/dictionary';
import { DayInput } from '../../components/day-input';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { Pieces } from '../../components/pieces';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { OrderDownload, OrderTag, useOrderWords } from './order-pieces';
import { type Order, ORDER_KINDS, type OrderKind, useOrders } from './queries';

const FILTERS = ['kind', 'unitId', 'from', 'to'] as const;

/** Papers sent to departments that are late: found by kind, department and day, and printed again. */
export default function OrdersPage() {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { get, set } = useAddress();
  const filtered = FILTERS.some((name) => get(name) !== undefined);
  const orders = useOrders({
    kind: get('kind') as OrderKind | undefined,
    unitId: get('unitId'),
    from: get('from'),
    to: get('to'),
    page: Number(get('page')) || 1,
    pageSize: phone ? 10 : 20,
  });
  return (
    <Flex vertical gap={12}>
      <div>
        <Typography.Title level={4} style={{ margin: 0 }}>
          {t('orders.title')}
        </Typography.Title>
        <Typography.Text type="secondary">{t('orders.hint')}</Typography.Text>
      </div>
      <Filter filtered={filtered} />
      {!orders.data ? (
        <PageState error={orders.error} onRetry={() => void orders.refetch()} />
      ) : (
        <Card styles={{ body: { padding: phone ? '0 12px 12px' : '12px 20px 20px' } }}>
          <div style={{ opacity: orders.isPlaceholderData ? 0.5 : 1 }}>
            {orders.data.items.length === 0 ? (
              <Empty text={t(filtered ? 'orders.noneOfFilter' : 'orders.none')} />
            ) : phone ? (
              <OrderCards rows={orders.data.items} />
            ) : (
              <OrderTable rows={orders.data.items} />
            )}
            {orders.data.total > 0 && (
              <Flex justify={phone ? 'center' : 'end'} style={{ marginTop: 16 }}>
                <Pagination
                  simple={phone}
                  size={phone ? 'medium' : 'small'}
                  current={orders.data.page}
                  pageSize={orders.data.pageSize}
                  total={orders.data.total}
                  showSizeChanger={false}
                  showTotal={phone ? undefined : (count) => t('orders.total', { count })}
                  onChange={(page) => set({ page: page === 1 ? undefined : String(page) })}
                />
              </Flex>
            )}
          </div>
        </Card>
      )}
    </Flex>
  );
}

function Filter({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const dictionary = useDictionary();
  const units = useUnits();
  const { get, set } = useAddress();
  const width = phone ? '100%' : 180;
  return (
    <Card size="small">
      <Flex wrap gap={8} align="center">
        <Select
          style={{ width }}
          aria-label={t('orders.kind')}
          placeholder={t('orders.allKinds')}
          allowClear
          value={get('kind')}
          onChange={(kind?: string) => set({ kind })}
          options={ORDER_KINDS.map((kind) => ({ value: kind, label: dictionary.word('order', kind) }))}
        />
        <Select
          style={{ width }}
          aria-label={t('orders.unit')}
          placeholder={t('orders.allUnits')}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={get('unitId')}
          onChange={(unitId?: string) => set({ unitId })}
          options={units.data?.items.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <div style={{ width: phone ? 'calc(50% - 4px)' : 150 }}>
          <DayInput
            aria-label={t('orders.from')}
            placeholder={t('orders.from')}
            allowClear
            value={get('from')}
            last={get('to')}
            onChange={(day) => set({ from: day ?? undefined })}
          />
        </div>
        <div style={{ width: phone ? 'calc(50% - 4px)' : 150 }}>
          <DayInput
            aria-label={t('orders.to')}
            placeholder={t('orders.to')}
            allowClear
            value={get('to')}
            first={get('from')}
            onChange={(day) => set({ to: day ?? undefined })}
          />
        </div>
        {filtered && (
          <Button onClick={() => set({ kind: undefined, unitId: undefined, from: undefined, to: undefined })}>
            {t('orders.reset')}
          </Button>
        )}
      </Flex>
    </Card>
  );
}

function OrderTable({ rows }: { rows: Order[] }) {
  const { t } = useTranslation();
  const words = useOrderWords();
  const columns: TableColumnsType<Order> = [
    {
      title: t('orders.number'),
      width: 170,
      render: (_, row) => (
        <>
          <div style={{ marginBottom: 2 }}>{row.number}</div>
          <OrderTag kind={row.kind} />
        </>
      ),
    },
    {
      title: t('orders.issue'),
      render: (_, row) => (
        <>
          <Link to={`/issues/${row.issueId}`}>{row.issueTitle}</Link>
          <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
            {[row.issueNumber, row.projectName].filter(Boolean).join(' · ')}
          </Typography.Text>
        </>
      ),
    },
    { title: t('orders.unit'), width: 170, render: (_, row) => row.recipient },
    {
      title: t('orders.late'),
      width: 190,
      render: (_, row) => (
        <>
          {words(row).late}
          <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
            {words(row).deadline}
          </Typography.Text>
        </>
      ),
    },
    { title: t('orders.replyBy'), width: 116, render: (_, row) => row.replyBy },
    {
      title: t('orders.issuedAt'),
      width: 160,
      render: (_, row) => (
        <>
          {dayjs(row.issuedAt).format(t('orders.time'))}
          <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
            {[row.issuedByName ?? t('orders.system'), words(row).covers].filter(Boolean).join('，')}
          </Typography.Text>
        </>
      ),
    },
    { title: t('orders.download'), width: 92, render: (_, row) => <OrderDownload order={row} /> },
  ];
  return <Table<Order> size="small" rowKey="id" columns={columns} dataSource={rows} pagination={false} />;
}

function OrderCards({ rows }: { rows: Order[] }) {
  const { t } = useTranslation();
  const words = useOrderWords();
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {rows.map((row, index) => (
        <li
          key={row.id}
          className="wrap-anywhere"
          style={{ padding: '12px 0', borderTop: index > 0 ? '1px solid #eceff3' : undefined }}
        >
          <Flex justify="space-between" align="center" gap={8}>
            <span>
              <OrderTag kind={row.kind} />
              {row.number}
            </span>
            <OrderDownload order={row} />
          </Flex>
          <div style={{ margin: '4px 0' }}>
            <Link to={`/issues/${row.issueId}`}>{row.issueTitle}</Link>
          </div>
          <Pieces
            of={[
              row.recipient,
              words(row).late,
              t('orders.replyByDay', { day: row.replyBy }),
              `${dayjs(row.issuedAt).format(t('orders.time'))} ${row.issuedByName ?? t('orders.system')}`,
              words(row).covers,
            ]}
          />
        </li>
      ))}
    </ul>
  );
}
