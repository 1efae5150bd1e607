import { PlusOutlined } from '@ant-design/icons';
import { App, Button, Flex, Form, Input, Popconfirm, Table, type TableColumnsType, Tag, Typography } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../client/client';
import { useDistrict } from '../../client/dictionary';
import { uuidv7 } from '../../client/uuid';
import { AddressOnce } from '../../components/address-once';
import { DayInput } from '../../components/day-input';
import { Empty } from '../../components/empty';
import { FormModal } from '../../components/form-modal';
import { PageState } from '../../components/page-state';
import { Section } from '../../components/section';
import { useIsPhone } from '../../components/use-is-phone';
import { type ScreenToken, useMakeToken, useRevokeToken, useTokens } from '../overview/queries';

const PAGE_SIZE = 20;
const STATE_COLOUR = { good: 'success', expired: 'default', revoked: 'error' } as const;

/** Who may look from a wall: each link with its name and its last day; the link itself is shown once. */
export function TokensCard() {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const [page, setPage] = useState(1);
  const tokens = useTokens(page, PAGE_SIZE);
  const [adding, setAdding] = useState(false);
  const [address, setAddress] = useState<string>();
  const day = (at: string | null): string => (at === null ? '—' : dayjs(at).format('YYYY-MM-DD HH:mm'));
  const columns: TableColumnsType<ScreenToken> = [
    { title: t('overview.screens.name'), dataIndex: 'name' },
    { title: t('overview.screens.stateName'), render: (_, token) => <State token={token} /> },
    { title: t('overview.screens.expiresOn'), dataIndex: 'expiresOn' },
    {
      title: t('overview.screens.lastUsed'),
      render: (_, { lastUsedAt }) => (lastUsedAt === null ? t('overview.screens.never') : day(lastUsedAt)),
    },
    {
      title: t('overview.screens.created'),
      render: (_, token) =>
        t('overview.screens.createdBy', { day: token.createdAt.slice(0, 10), name: token.createdByName }),
    },
    { align: 'right', render: (_, token) => <Revoke token={token} /> },
  ];
  return (
    <Section
      title={t('overview.screens.tokens')}
      extra={
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t('overview.screens.add')}
        </Button>
      }
    >
      <Typography.Paragraph type="secondary">{t('overview.screens.what')}</Typography.Paragraph>
      {!tokens.data ? (
        <PageState error={tokens.error} onRetry={() => void tokens.refetch()} />
      ) : tokens.data.total === 0 ? (
        <Empty text={t('overview.screens.empty')} />
      ) : phone ? (
        <Flex vertical gap={12}>
          {tokens.data.items.map((token) => (
            <div key={token.id} className="wrap-anywhere" style={{ borderTop: '1px solid #eceff3', paddingTop: 10 }}>
              <Flex justify="space-between" align="center" gap={8}>
                <Typography.Text strong>{token.name}</Typography.Text>
                <State token={token} />
              </Flex>
              <div>
                {t('overview.screens.expiresOn')} {token.expiresOn}
              </div>
              <Typography.Text type="secondary">
                {t('overview.screens.lastUsed')}{' '}
                {token.lastUsedAt === null ? t('overview.screens.never') : day(token.lastUsedAt)}
              </Typography.Text>
              <div>
                <Revoke token={token} />
              </div>
            </div>
          ))}
        </Flex>
      ) : (
        <Table<ScreenToken>
          size="small"
          rowKey="id"
          columns={columns}
          dataSource={tokens.data.items}
          pagination={{
            current: page,
            pageSize: PAGE_SIZE,
            total: tokens.data.total,
            hideOnSinglePage: true,
            showSizeChanger: false,
            onChange: setPage,
          }}
        />
      )}
      {adding && <TokenForm onClose={() => setAdding(false)} onMade={setAddress} />}
      {address !== undefined && (
        <AddressOnce
          address={address}
          title={t('overview.screens.once')}
          hint={t('overview.screens.onceHint')}
          copy={t('overview.screens.copy')}
          copied={t('overview.screens.copied')}
          onClose={() => setAddress(undefined)}
        />
      )}
    </Section>
  );
}

function State({ token }: { token: ScreenToken }) {
  const { t } = useTranslation();
  return (
    <Tag color={STATE_COLOUR[token.state]} style={{ marginInlineEnd: 0 }}>
      {t(`overview.screens.state.${token.state}`)}
    </Tag>
  );
}

function Revoke({ token }: { token: ScreenToken }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const revoke = useRevokeToken();
  if (token.state !== 'good') return null;
  return (
    <Popconfirm
      title={t('overview.screens.revokeConfirm')}
      okText={t('overview.screens.revoke')}
      cancelText={t('shell.cancel')}
      onConfirm={() =>
        revoke.mutate(token.id, {
          onSuccess: () => void message.success(t('overview.screens.revoked')),
          onError: (error) => void message.error(sentenceOf(error)),
        })
      }
    >
      <Button size="small" danger loading={revoke.isPending}>
        {t('overview.screens.revoke')}
      </Button>
    </Popconfirm>
  );
}

interface TokenValues extends Record<string, unknown> {
  name: string;
  expiresOn: string;
}

function TokenForm({ onClose, onMade }: { onClose: () => void; onMade: (address: string) => void }) {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const make = useMakeToken();
  // Made once for this form: sent again after a lost answer it is the same link.
  const [id] = useState(() => uuidv7());
  return (
    <FormModal<TokenValues>
      title={t('overview.screens.add')}
      onClose={onClose}
      initial={{ name: '', expiresOn: dayjs(today).add(1, 'year').format('YYYY-MM-DD') }}
      labels={{}}
      submit={async (values) => onMade((await make.mutateAsync({ id, ...values })).address)}
    >
      <Form.Item
        name="name"
        label={t('overview.screens.name')}
        rules={[{ required: true, whitespace: true, message: t('overview.screens.nameRequired') }]}
      >
        <Input maxLength={60} placeholder={t('overview.screens.namePlaceholder')} />
      </Form.Item>
      <Form.Item name="expiresOn" label={t('overview.screens.expiresOn')} rules={[{ required: true }]}>
        <DayInput first={today} />
      </Form.Item>
    </FormModal>
  );
}
