import { PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Dropdown, Flex, Pagination, Space, Table, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { Section } from '../../components/section';
import { useIsPhone } from '../../components/use-is-phone';
import { ChannelForm } from './channel-form';
import { ChannelState, LastFault, momentOf, TestButton } from './channel-pieces';
import { type Channel, type ChannelKind, PAGE_SIZE, useChannels, wordsOf } from './queries';

interface Editing {
  kind: ChannelKind;
  channel?: Channel;
}

interface RowsProps {
  rows: Channel[];
  kindOf: (channel: Channel) => string;
  onChange: (channel: Channel) => void;
}

/** Channels on which reminders leave the system, for the administrator. */
export default function ChannelsPage() {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const [page, setPage] = useState(1);
  const channels = useChannels(page);
  const [editing, setEditing] = useState<Editing>();
  if (!channels.data) return <PageState error={channels.error} onRetry={() => void channels.refetch()} />;
  const { items, total, kinds, secretsReady } = channels.data;
  const find = (kind: string): ChannelKind | undefined => kinds.find((one) => one.kind === kind);
  const edit = (kind: string, channel?: Channel): void => {
    const known = find(kind);
    if (known) setEditing({ kind: known, channel });
  };
  const Rows = phone ? ChannelCards : ChannelTable;
  return (
    <>
      <Typography.Title level={4} style={{ margin: 0 }}>
        {t('channels.title')}
      </Typography.Title>
      {!secretsReady && (
        <Alert type="warning" showIcon title={t('channels.noKey')} description={t('channels.noKeyHint')} />
      )}
      <Section
        title={t('channels.list')}
        extra={
          <Dropdown
            trigger={['click']}
            disabled={!secretsReady}
            menu={{
              items: kinds.map(({ kind, label }) => ({ key: kind, label: wordsOf(label) })),
              onClick: ({ key }) => edit(key),
            }}
          >
            <Button type="primary" icon={<PlusOutlined />}>
              {t('channels.add')}
            </Button>
          </Dropdown>
        }
      >
        <Typography.Paragraph type="secondary">{t('channels.what')}</Typography.Paragraph>
        {total === 0 ? (
          <Empty text={t('channels.empty')} />
        ) : (
          <Rows
            rows={items}
            kindOf={({ kind }) => {
              const known = find(kind);
              return known ? wordsOf(known.label) : kind;
            }}
            onChange={(channel) => edit(channel.kind, channel)}
          />
        )}
        {total > PAGE_SIZE && (
          <Flex justify={phone ? 'center' : 'end'} style={{ marginTop: 16 }}>
            <Pagination
              simple={phone}
              showSizeChanger={false}
              current={page}
              pageSize={PAGE_SIZE}
              total={total}
              onChange={setPage}
            />
          </Flex>
        )}
      </Section>
      {editing && <ChannelForm {...editing} onClose={() => setEditing(undefined)} />}
    </>
  );
}

function Buttons({ channel, onChange }: { channel: Channel; onChange: RowsProps['onChange'] }) {
  const { t } = useTranslation();
  return (
    <Space>
      <TestButton channel={channel} />
      <Button size="small" onClick={() => onChange(channel)}>
        {t('channels.change')}
      </Button>
    </Space>
  );
}

function ChannelTable({ rows, kindOf, onChange }: RowsProps) {
  const { t } = useTranslation();
  return (
    <Table<Channel>
      size="small"
      rowKey="id"
      dataSource={rows}
      pagination={false}
      columns={[
        { title: t('channels.name'), dataIndex: 'name' },
        { title: t('channels.kind'), render: (_, channel) => kindOf(channel) },
        { title: t('channels.state'), render: (_, channel) => <ChannelState channel={channel} /> },
        {
          title: t('channels.lastSent'),
          render: (_, { lastSentAt }) => (lastSentAt === null ? t('channels.never') : momentOf(lastSentAt)),
        },
        {
          title: t('channels.lastFault'),
          width: '32%',
          className: 'wrap-anywhere',
          render: (_, channel) => <LastFault channel={channel} />,
        },
        { align: 'right', render: (_, channel) => <Buttons channel={channel} onChange={onChange} /> },
      ]}
    />
  );
}

function ChannelCards({ rows, kindOf, onChange }: RowsProps) {
  const { t } = useTranslation();
  return (
    <Flex vertical gap={12}>
      {rows.map((channel) => (
        <div key={channel.id} className="wrap-anywhere" style={{ borderTop: '1px solid #eceff3', paddingTop: 10 }}>
          <Flex justify="space-between" align="center" gap={8}>
            <Typography.Text strong>{channel.name}</Typography.Text>
            <span>
              <ChannelState channel={channel} />
            </span>
          </Flex>
          <div>{kindOf(channel)}</div>
          <div>
            <Typography.Text type="secondary">{t('channels.lastSent')} </Typography.Text>
            {channel.lastSentAt === null ? t('channels.never') : momentOf(channel.lastSentAt)}
          </div>
          <div style={{ marginBottom: 8 }}>
            <Typography.Text type="secondary">{t('channels.lastFault')} </Typography.Text>
            <LastFault channel={channel} />
          </div>
          <Buttons channel={channel} onChange={onChange} />
        </div>
      ))}
    </Flex>
  );
}
