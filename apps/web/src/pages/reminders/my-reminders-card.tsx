import { App, Card, Checkbox, Flex, Switch, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../client/client';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { ToneTag } from '../../components/tone-tag';
import { type MyRule, type Tuning, useMyRules, useTune } from './mine-queries';

/** 我的提醒: what concerns me, and how I want it; each row saves itself. */
export function MyRemindersCard() {
  const { t } = useTranslation();
  const rules = useMyRules();
  if (!rules.data) return <PageState error={rules.error} onRetry={() => void rules.refetch()} />;
  return (
    <Card title={t('reminders.mine.title')}>
      <Typography.Paragraph type="secondary">{t('reminders.mine.hint')}</Typography.Paragraph>
      {rules.data.items.length === 0 ? (
        <Empty text={t('reminders.mine.none')} />
      ) : (
        <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {rules.data.items.map((rule) => (
            <li key={rule.code} style={{ padding: '8px 0', borderTop: '1px solid #eceff3' }}>
              <Row rule={rule} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Row({ rule }: { rule: MyRule }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const tune = useTune(rule.code);
  const { name, mandatory, muted, digest, without } = rule;
  const save = (change: Partial<Tuning>) =>
    tune.mutate(
      { muted, digest, without, ...change },
      {
        onSuccess: () => void message.success({ content: t('reminders.mine.saved'), key: 'my-reminders' }),
        onError: (error) => void message.error(sentenceOf(error)),
      },
    );
  return (
    <>
      <Flex justify="space-between" align="center" gap={12}>
        <Flex wrap gap="4px 8px" align="center" className="wrap-anywhere">
          <span>{name}</span>
          {mandatory && <ToneTag tone="info">{t('reminders.mine.mandatory')}</ToneTag>}
          {muted && <ToneTag tone="calm">{t('reminders.mine.muted')}</ToneTag>}
        </Flex>
        <span title={mandatory ? t('reminders.mine.mandatoryHint') : undefined}>
          <Switch
            checked={!muted}
            disabled={mandatory}
            loading={tune.isPending}
            aria-label={t('reminders.mine.receive', { name })}
            onChange={(on) => save({ muted: !on })}
          />
        </span>
      </Flex>
      {!muted && rule.channels.length > 0 && <Channels rule={rule} save={save} />}
    </>
  );
}

function Channels({ rule, save }: { rule: MyRule; save: (change: Partial<Tuning>) => void }) {
  const { t } = useTranslation();
  const { name, digest, digestAlways, without, channels } = rule;
  return (
    <Flex wrap gap="8px 16px" align="center" style={{ marginTop: 4, fontSize: 13 }}>
      <Typography.Text type="secondary">{t('reminders.mine.by')}</Typography.Text>
      {channels.map(({ id, name: channel, reaches }) => (
        <Checkbox
          key={id}
          checked={reaches && !without.includes(id)}
          disabled={!reaches}
          aria-label={t('reminders.mine.channelOf', { name, channel })}
          onChange={({ target }) =>
            save({ without: target.checked ? without.filter((one) => one !== id) : [...without, id] })
          }
        >
          {reaches ? channel : `${channel}（${t('reminders.mine.noAddress')}）`}
        </Checkbox>
      ))}
      {digestAlways ? (
        <Typography.Text type="secondary">{t('reminders.mine.digestAlways')}</Typography.Text>
      ) : (
        <Checkbox
          checked={digest}
          aria-label={t('reminders.mine.digestOf', { name })}
          onChange={({ target }) => save({ digest: target.checked })}
        >
          {t('reminders.mine.digest')}
        </Checkbox>
      )}
    </Flex>
  );
}
