import { CopyOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Descriptions, Flex, Input, Typography } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import dayjs from 'dayjs';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../client/client';
import type { components } from '../../client/schema';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { Section } from '../../components/section';

type Head = components['schemas']['RecordHeadView'];

const useHead = () =>
  useQuery({ queryKey: ['record', 'head'], queryFn: () => read(api.GET('/api/record/head')), refetchInterval: 60_000 });

/** The seals of each ledger, and lines that a person can keep on paper. */
export default function RecordPage() {
  const { t } = useTranslation();
  const head = useHead();
  if (!head.data) return <PageState error={head.error} onRetry={() => void head.refetch()} />;
  const { ledgers, unsealed, keptOn, lines } = head.data;
  return (
    <Flex vertical gap={16}>
      <Section title={t('record.title')}>
        <Flex vertical gap={8}>
          <Typography.Text>{t('record.hint')}</Typography.Text>
          <Typography.Text type="secondary">
            {keptOn === null ? t('record.keptNever') : t('record.keptOn', { day: keptOn })}
          </Typography.Text>
          {unsealed > 0 && <Alert type="info" showIcon title={t('record.unsealed', { count: unsealed })} />}
        </Flex>
      </Section>
      {ledgers.length === 0 ? (
        <Section title={t('record.seal')}>
          <Empty text={t('record.empty')} />
        </Section>
      ) : (
        <>
          {ledgers.map((ledger) => (
            <LedgerHead key={ledger.code} ledger={ledger} />
          ))}
          <Lines lines={lines} />
        </>
      )}
    </Flex>
  );
}

function LedgerHead({ ledger }: { ledger: Head['ledgers'][number] }) {
  const { t } = useTranslation();
  const { name, events, seal, sealedAt, hash, keptSeal } = ledger;
  const time = dayjs(sealedAt).format(t('record.format'));
  return (
    <Section title={name}>
      <Descriptions
        size="small"
        column={{ xs: 1, md: 2, lg: 4 }}
        items={[
          { key: 'events', label: t('record.events'), children: t('record.eventsOf', { count: events }) },
          { key: 'seal', label: t('record.seal'), children: t('record.sealOf', { seal, time }) },
          { key: 'hash', label: t('record.hash'), children: <code title={hash}>{hash.slice(0, 12)}…</code> },
          {
            key: 'kept',
            label: t('record.kept'),
            children: keptSeal === null ? t('record.keptNone') : t('record.keptSeal', { seal: keptSeal }),
          },
        ]}
      />
    </Section>
  );
}

function Lines({ lines }: { lines: string[] }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const box = useRef<TextAreaRef>(null);
  const text = lines.join('\n');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without https the clipboard is closed to pages; the selected text can be copied by hand.
      box.current?.resizableTextArea?.textArea.select();
      void message.info(t('record.copyByHand'));
      return;
    }
    void message.success(t('record.copied'));
  };
  return (
    <Section title={t('record.lines')}>
      <Flex vertical gap={12} align="start">
        <Typography.Text type="secondary">{t('record.paper')}</Typography.Text>
        <Input.TextArea ref={box} readOnly autoSize aria-label={t('record.lines')} value={text} />
        <Button icon={<CopyOutlined />} onClick={() => void copy()}>
          {t('record.copy')}
        </Button>
      </Flex>
    </Section>
  );
}
