import { App, Button, Flex, Popconfirm, Space, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../client/client';
import { type Address, useRemoveAddress } from './queries';

/** An address as it is shown, with why it is of no use, and how to be rid of it. */
export function KnownAddress(props: {
  address: Address;
  personId: string | undefined;
  label?: string;
  more?: ReactNode;
}) {
  const { address, personId, label, more } = props;
  const { t } = useTranslation();
  const { message } = App.useApp();
  const remove = useRemoveAddress(personId);
  const why = address.unreadable ?? (address.goneAt === null ? undefined : t('channels.addresses.gone'));
  return (
    <>
      <Flex justify="space-between" align="center" gap={8} className="wrap-anywhere">
        {address.masked}
        <Space>
          {more}
          <Popconfirm
            title={t('channels.addresses.removeConfirm')}
            okText={t('channels.addresses.remove')}
            cancelText={t('channels.addresses.cancel')}
            onConfirm={() =>
              remove.mutate(address.id, {
                onSuccess: () => void message.success(t('channels.addresses.removed')),
                onError: (error) => void message.error(sentenceOf(error)),
              })
            }
          >
            <Button
              size="small"
              danger
              loading={remove.isPending}
              aria-label={`${t('channels.addresses.remove')} ${label ?? address.masked}`}
            >
              {t('channels.addresses.remove')}
            </Button>
          </Popconfirm>
        </Space>
      </Flex>
      {why !== undefined && <Typography.Text type="danger">{why}</Typography.Text>}
    </>
  );
}
