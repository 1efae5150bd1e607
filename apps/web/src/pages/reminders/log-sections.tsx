import { Button, Flex, Input, Pagination, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDictionary } from '../../client/dictionary';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { Section } from '../../components/section';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { LogCards, LogTable } from './log-list';
import { useChannels } from './queries';
import { type LogQuery, type LogState, useDeliveries } from './run-queries';

const STATES = ['due', 'sending', 'sent', 'failed', 'unknown', 'cancelled'] as const;
const isState = (text: string | undefined): text is LogState =>
  text !== undefined && [...STATES, 'unwell', 'inbox'].includes(text);

/** What failed, and what nobody knows of: read why, and send it again. */
export function FailuresSection() {
  const { t } = useTranslation();
  const [page, setPage] = useState(1);
  return (
    <Section title={t('reminders.run.failures')}>
      <Typography.Paragraph type="secondary">{t('reminders.run.failuresHint')}</Typography.Paragraph>
      <Log query={{ state: 'unwell', page, pageSize: 5 }} none={t('reminders.run.failuresNone')} onPage={setPage} />
    </Section>
  );
}

/** Who was told what: found by person, title, channel and state, or of one matter. */
export function LogSection() {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { get, set } = useAddress();
  const state = get('state');
  const subjectId = get('subject');
  const filter = { q: get('q'), channelId: get('channel'), state: isState(state) ? state : undefined, subjectId };
  const filtered = Object.values(filter).some((one) => one !== undefined);
  return (
    <Section title={t(subjectId === undefined ? 'reminders.run.log' : 'reminders.run.ofSubject')}>
      {subjectId === undefined ? (
        <>
          <Typography.Paragraph type="secondary">{t('reminders.run.logHint')}</Typography.Paragraph>
          <Filter />
        </>
      ) : (
        <Flex gap={8} align="center" style={{ marginBottom: 12 }}>
          <Typography.Text type="secondary">{t('reminders.run.subject')}</Typography.Text>
          <Button size="small" onClick={() => set({ subject: undefined })}>
            {t('reminders.run.subjectAll')}
          </Button>
        </Flex>
      )}
      <Log
        query={{ ...filter, page: Number(get('page')) || 1, pageSize: phone ? 10 : 20 }}
        none={t(filtered ? 'reminders.run.logNone' : 'reminders.run.logEmpty')}
        onPage={(page) => set({ page: page === 1 ? undefined : String(page) })}
      />
    </Section>
  );
}

function Filter() {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const phone = useIsPhone();
  const channels = useChannels();
  const { get, set } = useAddress();
  const style = phone ? { flex: '1 1 45%' } : { width: 180 };
  return (
    <Flex wrap gap={8} style={{ marginBottom: 12 }}>
      <Input.Search
        key={get('q')}
        allowClear
        defaultValue={get('q')}
        maxLength={60}
        style={phone ? { width: '100%' } : { width: 260 }}
        aria-label={t('reminders.run.search')}
        placeholder={t('reminders.run.search')}
        onSearch={(q) => set({ q: q.trim() })}
      />
      <Select
        allowClear
        style={style}
        aria-label={t('reminders.run.channel')}
        placeholder={t('reminders.run.allChannels')}
        value={get('channel')}
        options={channels.data?.items.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(channel?: string) => set({ channel })}
      />
      <Select
        allowClear
        style={style}
        aria-label={t('reminders.run.state')}
        placeholder={t('reminders.run.allStates')}
        value={isState(get('state')) ? get('state') : undefined}
        options={[
          ...(['unwell', 'inbox'] as const).map((value) => ({ value, label: t(`reminders.run.states.${value}`) })),
          ...STATES.map((value) => ({ value, label: word('deliveryState', value) })),
        ]}
        onChange={(chosen?: string) => set({ state: chosen })}
      />
    </Flex>
  );
}

function Log({ query, none, onPage }: { query: LogQuery; none: string; onPage: (page: number) => void }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const log = useDeliveries(query);
  if (!log.data) return <PageState error={log.error} onRetry={() => void log.refetch()} />;
  const { items, total, page, pageSize } = log.data;
  const List = phone ? LogCards : LogTable;
  return (
    <div style={{ opacity: log.isPlaceholderData ? 0.5 : 1 }}>
      {items.length === 0 ? <Empty text={none} /> : <List rows={items} />}
      {total > 0 && (
        <Flex justify={phone ? 'center' : 'end'} style={{ marginTop: 12 }}>
          <Pagination
            simple={phone}
            size={phone ? 'medium' : 'small'}
            hideOnSinglePage={phone}
            current={page}
            pageSize={pageSize}
            total={total}
            showSizeChanger={false}
            showTotal={phone ? undefined : (count) => t('reminders.run.total', { count })}
            onChange={onPage}
          />
        </Flex>
      )}
    </div>
  );
}
