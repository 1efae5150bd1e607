import { Alert, App, Button, Card, Flex, Popconfirm, Typography } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read, sentenceOf } from '../../client/client';
import { AddressOnce } from '../../components/address-once';

const KEY = ['duties', 'feed'];

/** My visits and the days of my issues in my own calendar: an address that is shown once and can be stopped. */
export function FeedCard() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [address, setAddress] = useState<string>();
  const feed = useQuery({ queryKey: KEY, queryFn: () => read(api.GET('/api/duties/feed')) });
  const again = () => client.invalidateQueries({ queryKey: KEY });
  const make = useMutation({
    mutationFn: () => read(api.POST('/api/duties/feed')),
    onSuccess: (made) => {
      setAddress(made.address);
      return again();
    },
  });
  const revoke = useMutation({
    mutationFn: () => read(api.DELETE('/api/duties/feed')),
    onSuccess: () => {
      void message.success(t('duties.feed.revoked'));
      return again();
    },
  });
  const fault = feed.error ?? make.error ?? revoke.error;
  const active = feed.data?.active === true;
  return (
    <Card title={t('duties.feed.title')} loading={feed.isPending}>
      <Typography.Paragraph>{t('duties.feed.what')}</Typography.Paragraph>
      <Typography.Paragraph type="secondary">{t('duties.feed.who')}</Typography.Paragraph>
      <Typography.Paragraph>
        {active && feed.data?.createdAt
          ? t('duties.feed.since', { at: dayjs(feed.data.createdAt).format(t('visit.time')) })
          : t('duties.feed.none')}
      </Typography.Paragraph>
      <Flex wrap gap={8}>
        {active ? (
          <>
            <Popconfirm
              title={t('duties.feed.renewConfirm')}
              okText={t('duties.feed.renew')}
              cancelText={t('shell.cancel')}
              onConfirm={() => make.mutate()}
            >
              <Button loading={make.isPending}>{t('duties.feed.renew')}</Button>
            </Popconfirm>
            <Popconfirm
              title={t('duties.feed.revokeConfirm')}
              okText={t('duties.feed.revoke')}
              cancelText={t('shell.cancel')}
              onConfirm={() => revoke.mutate()}
            >
              <Button danger loading={revoke.isPending}>
                {t('duties.feed.revoke')}
              </Button>
            </Popconfirm>
          </>
        ) : (
          <Button type="primary" loading={make.isPending} onClick={() => make.mutate()}>
            {t('duties.feed.create')}
          </Button>
        )}
      </Flex>
      {fault && <Alert type="error" showIcon style={{ marginTop: 12 }} title={sentenceOf(fault)} />}
      {address !== undefined && (
        <AddressOnce
          address={address}
          title={t('duties.feed.once')}
          hint={t('duties.feed.onceHint')}
          copy={t('duties.feed.copy')}
          copied={t('duties.feed.copied')}
          onClose={() => setAddress(undefined)}
        />
      )}
    </Card>
  );
}
