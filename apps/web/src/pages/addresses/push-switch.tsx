import { Alert, App, Flex, Switch, Typography } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem, sentenceOf } from '../../client/client';
import { KnownAddress } from './known-address';
import { keepSubscribed, PushDenied, pushState, subscribe, subscribedAs, unsubscribe } from './push';
import { type Address, usePushKey, usePutAddress, useRemoveAddress } from './queries';

/** Push to this browser, on or off. */
export function PushSwitch({ addresses }: { addresses: Address[] }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const key = usePushKey();
  const here = useQuery({ queryKey: ['push-here'], queryFn: subscribedAs });
  const put = usePutAddress(undefined);
  const remove = useRemoveAddress(undefined);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const state = pushState();
  const publicKey = key.data?.publicKey ?? null;
  const mine = addresses.find(({ id, kind, goneAt }) => kind === 'push' && id === here.data && goneAt === null);
  const others = addresses.filter(({ id, kind }) => kind === 'push' && id !== mine?.id);
  const reason =
    state !== 'ready'
      ? t(`channels.push.${state}`)
      : key.data && publicKey === null
        ? t('channels.push.none')
        : undefined;

  const turn = async (on: boolean): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      if (on && publicKey !== null)
        keepSubscribed((await put.mutateAsync({ kind: 'push', push: await subscribe(publicKey) })).id);
      if (!on) {
        await unsubscribe();
        keepSubscribed(null);
        if (mine) await remove.mutateAsync(mine.id);
      }
      void message.success(t(on ? 'channels.push.on' : 'channels.push.off'));
    } catch (error) {
      const denied = error instanceof PushDenied;
      setFault(
        denied ? t('channels.push.denied') : error instanceof Problem ? sentenceOf(error) : t('channels.push.failed'),
      );
    } finally {
      setBusy(false);
      await client.invalidateQueries({ queryKey: ['push-here'] });
    }
  };

  return (
    <div>
      <Flex justify="space-between" align="center" gap={12}>
        <span id="push-here">{t('channels.push.this')}</span>
        <Switch
          aria-labelledby="push-here"
          checked={mine !== undefined}
          loading={busy || key.isPending || here.isPending}
          disabled={reason !== undefined}
          onChange={(on) => void turn(on)}
        />
      </Flex>
      <Typography.Text type="secondary">{reason ?? t('channels.push.what')}</Typography.Text>
      {others.length > 0 && (
        <div style={{ marginTop: 8 }}>
          <Typography.Text type="secondary">{t('channels.push.others')}</Typography.Text>
          {others.map((browser) => (
            <KnownAddress key={browser.id} address={browser} personId={undefined} />
          ))}
        </div>
      )}
      {fault !== undefined && <Alert type="error" showIcon style={{ marginTop: 8 }} title={fault} />}
    </div>
  );
}
