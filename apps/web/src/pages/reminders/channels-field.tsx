import { ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useChannels } from './queries';

interface ChannelsFieldProps {
  id?: string;
  value?: string[];
  onChange?: (ids: string[]) => void;
}

/** The channels of a rule in the order in which they take over; the inbox stands before all of them. */
export function ChannelsField({ id, value = [], onChange }: ChannelsFieldProps) {
  const { t } = useTranslation();
  const channels = useChannels();
  const known = channels.data?.items ?? [];
  const nameOf = (one: string): string =>
    known.find((channel) => channel.id === one)?.name ?? t('reminders.rules.unnamed');
  const free = known.filter((channel) => channel.active && !value.includes(channel.id));
  const up = (place: number): string[] =>
    value.map((one, index) => {
      if (index === place - 1) return value[place] ?? one;
      return index === place ? (value[place - 1] ?? one) : one;
    });
  return (
    <Flex vertical gap={4} id={id}>
      <Line place={0} name={t('reminders.rules.inbox')} />
      {value.map((one, place) => {
        const name = nameOf(one);
        const off = known.some((channel) => channel.id === one && !channel.active);
        return (
          <Line key={one} place={place + 1} name={off ? `${name}（${t('reminders.run.stopped')}）` : name}>
            <Button
              type="text"
              size="small"
              icon={<ArrowUpOutlined />}
              aria-label={t('reminders.form.up', { name })}
              disabled={place === 0}
              onClick={() => onChange?.(up(place))}
            />
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('reminders.form.remove', { name })}
              onClick={() => onChange?.(value.filter((other) => other !== one))}
            />
          </Line>
        );
      })}
      {free.length > 0 && (
        <Select<string | null>
          aria-label={t('reminders.form.addChannel')}
          placeholder={t('reminders.form.addChannel')}
          prefix={<PlusOutlined />}
          value={null}
          style={{ maxWidth: 320 }}
          options={free.map((channel) => ({ value: channel.id, label: channel.name }))}
          onChange={(added) => added !== null && onChange?.([...value, added])}
        />
      )}
      {channels.data?.items.every(({ active }) => !active) && (
        <Typography.Text type="secondary" className="in-words">
          {t('reminders.form.channelsNone')}{' '}
          <Link to="/channels" target="_blank">
            {t('reminders.form.toChannels')}
          </Link>
        </Typography.Text>
      )}
    </Flex>
  );
}

function Line({ place, name, children }: { place: number; name: string; children?: React.ReactNode }) {
  return (
    <Flex
      align="center"
      gap={8}
      style={{ minHeight: 36, padding: '0 4px 0 12px', border: '1px solid #d9dee6', borderRadius: 6, maxWidth: 480 }}
    >
      <Typography.Text type="secondary">{place + 1}</Typography.Text>
      <span className="wrap-anywhere" style={{ flex: 1 }}>
        {name}
      </span>
      {children}
    </Flex>
  );
}
