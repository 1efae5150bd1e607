import { Button, Card, Flex, Table, type TableColumnsType, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Pieces } from '../../components/pieces';
import { ToneTag } from '../../components/tone-tag';
import { ActiveSwitch } from './active-switch';
import type { Rule } from './queries';
import type { RuleWords } from './rule-words';

interface ListProps {
  rows: Rule[];
  words: RuleWords;
  onChange: (rule: Rule) => void;
}

export function RuleTable({ rows, words, onChange }: ListProps) {
  const { t } = useTranslation();
  const columns: TableColumnsType<Rule> = [
    {
      title: t('reminders.rules.name'),
      render: (_, rule) => (
        <div className="wrap-anywhere">
          <Flex wrap gap="2px 8px" align="center">
            <Typography.Text strong type={rule.active ? undefined : 'secondary'}>
              {rule.name}
            </Typography.Text>
            <Tags rule={rule} />
          </Flex>
          <Small text={about(rule, words)} />
          <Fault rule={rule} />
        </div>
      ),
    },
    { title: t('reminders.rules.whom'), width: 150, render: (_, { whom }) => words.whom(whom) },
    {
      title: t('reminders.rules.whenTitle'),
      width: 230,
      render: (_, rule) => (
        <>
          {words.whenOf(rule)}
          <Small text={words.repeat(rule)} />
        </>
      ),
    },
    {
      title: t('reminders.rules.channels'),
      width: 200,
      render: (_, rule) => (
        <span className="wrap-anywhere">
          {words.channels(rule.channels)}
          <Small text={`${words.mode(rule)}；${words.hours(rule)}`} />
        </span>
      ),
    },
    {
      title: t('reminders.rules.latelyHint'),
      width: 96,
      render: (_, { lately, mutedBy }) => (
        <>
          {t('reminders.rules.count', { count: lately })}
          <Small text={mutedBy > 0 ? t('reminders.rules.mutedBy', { count: mutedBy }) : null} />
        </>
      ),
    },
    {
      title: t('reminders.rules.activeTitle'),
      width: 76,
      render: (_, rule) => <ActiveSwitch rule={rule} />,
    },
    {
      width: 76,
      render: (_, rule) => (
        <Button
          size="small"
          aria-label={t('reminders.rules.changeOf', { name: rule.name })}
          onClick={() => onChange(rule)}
        >
          {t('reminders.rules.change')}
        </Button>
      ),
    },
  ];
  return <Table<Rule> size="small" rowKey="code" columns={columns} dataSource={rows} pagination={false} />;
}

export function RuleCards({ rows, words, onChange }: ListProps) {
  const { t } = useTranslation();
  return (
    <Flex vertical gap={8}>
      {rows.map((rule) => (
        <Card key={rule.code} size="small">
          <Flex justify="space-between" align="start" gap={12}>
            <div className="wrap-anywhere">
              <Typography.Text strong type={rule.active ? undefined : 'secondary'}>
                {rule.name}
              </Typography.Text>
              <div>{words.whenOf(rule)}</div>
            </div>
            <ActiveSwitch rule={rule} />
          </Flex>
          <Pieces
            of={[
              about(rule, words),
              words.whom(rule.whom),
              words.channels(rule.channels),
              words.mode(rule),
              words.repeat(rule),
            ]}
          />
          <Fault rule={rule} />
          <Flex justify="space-between" align="center" gap={8} style={{ marginTop: 8 }}>
            <Flex wrap gap="4px 8px" align="center">
              <Tags rule={rule} />
              <Told rule={rule} />
            </Flex>
            <Button aria-label={t('reminders.rules.changeOf', { name: rule.name })} onClick={() => onChange(rule)}>
              {t('reminders.rules.change')}
            </Button>
          </Flex>
        </Card>
      ))}
    </Flex>
  );
}

/** What it is about, where the name does not say it already. */
const about = ({ name, what, ledgerName }: Rule, words: RuleWords): string | null =>
  [words.what(what), ledgerName].filter((text) => text !== null && text !== name).join(' · ') || null;

const Small = ({ text }: { text: string | null }) =>
  text && (
    <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
      {text}
    </Typography.Text>
  );

function Fault({ rule: { fault } }: { rule: Rule }) {
  const { t } = useTranslation();
  return (
    fault && (
      <Typography.Text type="danger" style={{ display: 'block', fontSize: 13 }}>
        {t('reminders.rules.fault', { fault })}
      </Typography.Text>
    )
  );
}

function Told({ rule: { lately, mutedBy } }: { rule: Rule }) {
  const { t } = useTranslation();
  return (
    <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
      {[t('reminders.rules.lately', { count: lately }), mutedBy > 0 && t('reminders.rules.mutedBy', { count: mutedBy })]
        .filter(Boolean)
        .join('，')}
    </Typography.Text>
  );
}

function Tags({ rule: { mandatory, ladder } }: { rule: Rule }) {
  const { t } = useTranslation();
  return (
    <Flex wrap gap={4}>
      {mandatory && <ToneTag tone="info">{t('reminders.rules.mandatory')}</ToneTag>}
      {ladder && <ToneTag tone="calm">{t('reminders.rules.ladder')}</ToneTag>}
    </Flex>
  );
}
