import { PlusOutlined } from '@ant-design/icons';
import { Button, Card, Flex, Table, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDictionary, useDistrict } from '../../client/dictionary';
import { PageState } from '../../components/page-state';
import { Pieces } from '../../components/pieces';
import { useIsPhone } from '../../components/use-is-phone';
import { LedgerForm } from './ledger-form';
import { exampleOf } from './ledger-values';
import { type Ledger, SEVERITIES, useLedgers } from './queries';

interface ListProps {
  rows: Ledger[];
  onChange: (ledger: Ledger) => void;
}

/** Every ledger with the main lines of its rule; one opens to be changed. */
export function LedgersTab() {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const ledgers = useLedgers(true);
  const [editing, setEditing] = useState<Ledger | 'new'>();
  if (!ledgers.data) return <PageState error={ledgers.error} onRetry={() => void ledgers.refetch()} />;
  const List = phone ? LedgerCards : LedgerTable;
  return (
    <>
      <Flex wrap justify="space-between" align="center" gap={12} style={{ marginBottom: 16 }}>
        <Typography.Text type="secondary" style={{ flex: '1 1 260px' }}>
          {t('ledgers.hint')}
        </Typography.Text>
        <Button type="primary" icon={<PlusOutlined />} block={phone} onClick={() => setEditing('new')}>
          {t('ledgers.create')}
        </Button>
      </Flex>
      <List rows={ledgers.data.items} onChange={setEditing} />
      {editing && (
        <LedgerForm
          ledger={editing === 'new' ? undefined : editing}
          like={ledgers.data.items[0]}
          onClose={() => setEditing(undefined)}
        />
      )}
    </>
  );
}

/** The rule of a ledger in a few words each. */
function useWords() {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const year = useDistrict().today.slice(0, 4);
  return {
    example: ({ numberPattern }: Ledger) => exampleOf(numberPattern, year),
    due: ({ stepDays }: Ledger) =>
      SEVERITIES.map((severity) => `${dictionary.word('severity', severity)} ${stepDays.due[severity]}`).join(' / '),
    report: ({ reportEvery, reportDay }: Ledger) => {
      if (reportEvery !== null) return t('ledgers.reportEvery', { count: reportEvery });
      return reportDay === null ? t('ledgers.reports.none') : t('ledgers.reportDay', { count: reportDay });
    },
    registrars: ({ registrars }: Ledger) => registrars.map((role) => dictionary.word('role', role)).join('、'),
    actions: ({ allActions, actions }: Ledger) =>
      allActions ? t('ledgers.actionsAll') : t('ledgers.actionsCount', { count: actions.length }),
    numbered: ({ numbered }: Ledger) => (numbered === 0 ? t('ledgers.notNumbered') : String(numbered)),
  };
}

function Name({ ledger }: { ledger: Ledger }) {
  const { t } = useTranslation();
  return (
    <>
      <Typography.Text strong>{ledger.name}</Typography.Text>{' '}
      {ledger.hasSteps && <Tag color="blue">{t('ledgers.hasSteps')}</Tag>}
      {!ledger.active && <Tag>{t('ledgers.inactive')}</Tag>}
    </>
  );
}

function LedgerTable({ rows, onChange }: ListProps) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const words = useWords();
  return (
    <Table<Ledger>
      size="small"
      rowKey="id"
      dataSource={rows}
      pagination={false}
      columns={[
        { title: t('ledgers.name'), render: (_, ledger) => <Name ledger={ledger} /> },
        { title: t('ledgers.pattern'), width: 140, render: (_, ledger) => words.example(ledger) },
        { title: t('ledgers.numbered'), width: 90, render: (_, ledger) => words.numbered(ledger) },
        {
          title: `${dictionary.word('timedStep', 'due')}${t('ledgers.deadlines')}`,
          width: 190,
          render: (_, ledger) => words.due(ledger),
        },
        { title: t('ledgers.report'), width: 160, render: (_, ledger) => words.report(ledger) },
        { title: t('ledgers.registrars'), render: (_, ledger) => words.registrars(ledger) },
        { title: t('ledgers.actions'), width: 120, render: (_, ledger) => words.actions(ledger) },
        {
          width: 80,
          render: (_, ledger) => (
            <Button size="small" onClick={() => onChange(ledger)}>
              {t('ledgers.change')}
            </Button>
          ),
        },
      ]}
    />
  );
}

function LedgerCards({ rows, onChange }: ListProps) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const words = useWords();
  return (
    <Flex vertical gap={8}>
      {rows.map((ledger) => (
        <Card key={ledger.id} size="small">
          <Flex justify="space-between" align="start" gap={8}>
            <div>
              <Name ledger={ledger} />
              <Pieces
                of={[
                  words.example(ledger),
                  `${t('ledgers.numbered')}：${words.numbered(ledger)}`,
                  `${dictionary.word('timedStep', 'due')}${t('ledgers.deadlines')}：${words.due(ledger)}`,
                  words.report(ledger),
                  `${t('ledgers.registrars')}：${words.registrars(ledger)}`,
                  words.actions(ledger),
                ]}
              />
            </div>
            <Button onClick={() => onChange(ledger)}>{t('ledgers.change')}</Button>
          </Flex>
        </Card>
      ))}
    </Flex>
  );
}
