import { SendOutlined } from '@ant-design/icons';
import { App, Button, Typography } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../client/client';
import { type Tone, ToneTag } from '../../components/tone-tag';
import { type Channel, type ChannelTest, useTestChannel } from './queries';

type State = 'good' | 'fault' | 'paused' | 'off' | 'unused' | 'unreadable';

/** What is to be known of it first. */
function stateOf(channel: Channel): State {
  const { active, unreadable, pausedUntil, lastSentAt, lastFaultAt } = channel;
  if (unreadable !== null) return 'unreadable';
  if (!active) return 'off';
  if (pausedUntil !== null) return 'paused';
  if (lastFaultAt !== null && (lastSentAt === null || lastFaultAt > lastSentAt)) return 'fault';
  return lastSentAt === null ? 'unused' : 'good';
}

const TONES: Record<State, Tone> = {
  good: 'good',
  fault: 'bad',
  paused: 'warn',
  off: 'calm',
  unused: 'info',
  unreadable: 'bad',
};

export const momentOf = (at: string): string => dayjs(at).format('YYYY-MM-DD HH:mm');

export function ChannelState({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  const state = stateOf(channel);
  return (
    <>
      <ToneTag tone={TONES[state]}>{t(`channels.is.${state}`)}</ToneTag>
      {state === 'paused' && channel.pausedUntil !== null && (
        <Typography.Text type="secondary">
          {' '}
          {t('channels.until', { time: momentOf(channel.pausedUntil) })}
        </Typography.Text>
      )}
    </>
  );
}

/** When something went wrong last and what it was; while it cannot be read, that. */
export function LastFault({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  if (channel.unreadable !== null) return <Typography.Text type="danger">{channel.unreadable}</Typography.Text>;
  if (channel.lastFault === null || channel.lastFaultAt === null) return t('channels.never');
  return (
    <>
      <Typography.Text type="secondary">{momentOf(channel.lastFaultAt)}</Typography.Text> {channel.lastFault}
    </>
  );
}

const TITLES = {
  sent: 'channels.testSent',
  again: 'channels.testAgain',
  failed: 'channels.testFailed',
  unknown: 'channels.testUnknown',
} as const;

/** Sends a test message and says how it went. */
export function TestButton({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const test = useTestChannel();
  const tell = ({ outcome, sentence, fault }: ChannelTest): void => {
    const content = (
      <>
        <p>{sentence}</p>
        {fault !== null && <Typography.Text type="secondary">{t('channels.code', { fault })}</Typography.Text>}
      </>
    );
    const show = outcome === 'sent' ? modal.success : outcome === 'unknown' ? modal.warning : modal.error;
    show({ title: t('channels.tested', { result: t(TITLES[outcome]), name: channel.name }), content });
  };
  return (
    <Button
      size="small"
      icon={<SendOutlined />}
      title={t('channels.testTo')}
      loading={test.isPending}
      disabled={channel.unreadable !== null}
      onClick={() =>
        test.mutate(channel.id, {
          onSuccess: tell,
          onError: (error) => void modal.error({ title: t('channels.testFailed'), content: sentenceOf(error) }),
        })
      }
    >
      {t('channels.test')}
    </Button>
  );
}
