import { Alert, App, Button, Flex, Form, Input, Space, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../client/client';
import { PageState } from '../../components/page-state';
import { KnownAddress } from './known-address';
import { PushSwitch } from './push-switch';
import { type Address, TYPED_KINDS, type TypedKind, useAddresses, usePutAddress } from './queries';

/** One person's addresses, to be entered, changed and removed; my own with the push of this browser. */
export function AddressRows({ personId }: { personId?: string }) {
  const { t } = useTranslation();
  const addresses = useAddresses(personId);
  if (!addresses.data) return <PageState error={addresses.error} onRetry={() => void addresses.refetch()} />;
  const { items, wanted, secretsReady } = addresses.data;
  const browsers = items.filter(({ kind }) => kind === 'push');
  return (
    <Flex vertical gap={16}>
      {!secretsReady && (
        <Alert type="warning" showIcon title={t('channels.noKey')} description={t('channels.addresses.noKeyHint')} />
      )}
      {TYPED_KINDS.map((kind) => (
        <TypedRow
          key={kind}
          kind={kind}
          personId={personId}
          address={items.find((one) => one.kind === kind)}
          wanted={wanted.includes(kind)}
          ready={secretsReady}
        />
      ))}
      {personId === undefined ? (
        <PushSwitch addresses={items} />
      ) : (
        browsers.length > 0 && (
          <Row label={t('channels.addresses.kind.push')}>
            {browsers.map((browser) => (
              <KnownAddress key={browser.id} address={browser} personId={personId} />
            ))}
          </Row>
        )
      )}
    </Flex>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Typography.Text type="secondary">{label}</Typography.Text>
      {children}
    </div>
  );
}

function TypedRow(props: {
  kind: TypedKind;
  address: Address | undefined;
  personId: string | undefined;
  wanted: boolean;
  ready: boolean;
}) {
  const { kind, address, personId, wanted, ready } = props;
  const { t } = useTranslation();
  const [entering, setEntering] = useState(false);
  const label = t(`channels.addresses.kind.${kind}`);
  if (entering) {
    return (
      <Row label={label}>
        <Enter kind={kind} label={label} personId={personId} onClose={() => setEntering(false)} />
      </Row>
    );
  }
  const enter = (words: string) => (
    <Button size="small" disabled={!ready} aria-label={`${words} ${label}`} onClick={() => setEntering(true)}>
      {words}
    </Button>
  );
  return (
    <Row label={wanted ? label : `${label}（${t('channels.addresses.unwanted')}）`}>
      {address ? (
        <KnownAddress
          address={address}
          personId={personId}
          label={label}
          more={enter(t('channels.addresses.change'))}
        />
      ) : (
        <Flex justify="space-between" align="center" gap={8}>
          {t('channels.addresses.none')}
          {enter(t('channels.addresses.enter'))}
        </Flex>
      )}
    </Row>
  );
}

/** What a browser or a phone offers to fill in, and which keys it shows. */
const TYPING = {
  email: { inputMode: 'email', autoComplete: 'email' },
  mobile: { inputMode: 'tel', autoComplete: 'tel-national' },
  wecom: { inputMode: 'text', autoComplete: 'off' },
} as const;

function Enter(props: { kind: TypedKind; label: string; personId: string | undefined; onClose: () => void }) {
  const { kind, label, personId, onClose } = props;
  const { t } = useTranslation();
  const { message } = App.useApp();
  const put = usePutAddress(personId);
  const save = ({ value }: { value: string }): void =>
    put.mutate(
      { kind, value },
      {
        onSuccess: () => {
          void message.success(t('channels.addresses.saved'));
          onClose();
        },
      },
    );
  return (
    <Form<{ value: string }> onFinish={save} layout="vertical">
      <Form.Item
        name="value"
        style={{ marginBottom: 8 }}
        validateStatus={put.error ? 'error' : undefined}
        help={put.error ? sentenceOf(put.error) : undefined}
        rules={[{ required: true, whitespace: true, message: t('channels.addresses.required', { field: label }) }]}
      >
        <Input
          autoFocus
          aria-label={label}
          maxLength={200}
          {...(personId === undefined ? TYPING[kind] : { ...TYPING[kind], autoComplete: 'off' })}
          placeholder={t(`channels.addresses.placeholder.${kind}`)}
        />
      </Form.Item>
      <Space>
        <Button type="primary" size="small" htmlType="submit" loading={put.isPending}>
          {t('channels.addresses.save')}
        </Button>
        <Button size="small" onClick={onClose}>
          {t('channels.addresses.cancel')}
        </Button>
      </Space>
    </Form>
  );
}
