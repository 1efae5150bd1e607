import { Button, Flex, Modal, Table, type TableColumnsType, Typography } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty } from '../../components/empty';
import { Pieces } from '../../components/pieces';
import { useIsPhone } from '../../components/use-is-phone';
import type { Preview } from './queries';

/** As many as the server counts at most. */
const COUNTED = 2_000;
type Item = Preview['items'][number];

interface PreviewModalProps {
  preview: Preview;
  onClose: () => void;
  /** The rule is about to be switched on: what the button says, and what it does. */
  confirm?: { text: string; onOk: () => Promise<unknown> };
  saving?: boolean;
}

/** Who would get what under a rule: read before it is switched on. */
export function PreviewModal({ preview, onClose, confirm, saving }: PreviewModalProps) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const ahead = preview.direction === 'ahead';
  return (
    <Modal
      open
      width={phone ? '100%' : 880}
      title={t(ahead ? 'reminders.preview.titleAhead' : 'reminders.preview.titleBehind')}
      onCancel={onClose}
      footer={
        <Flex wrap gap={8} justify="end" align="center">
          {confirm && (
            <Typography.Text type="secondary" style={{ marginInlineEnd: 'auto', textAlign: 'start' }}>
              {t('reminders.preview.enableHint')}
            </Typography.Text>
          )}
          <Button onClick={onClose}>{t(confirm ? 'reminders.preview.back' : 'shell.close')}</Button>
          {confirm && (
            <Button type="primary" loading={saving} onClick={() => void confirm.onOk()}>
              {confirm.text}
            </Button>
          )}
        </Flex>
      }
    >
      <Totals preview={preview} />
      {preview.items.length === 0 ? (
        <Empty text={t(ahead ? 'reminders.preview.noneAhead' : 'reminders.preview.noneBehind')} />
      ) : (
        <>
          {phone ? <PreviewCards items={preview.items} /> : <PreviewTable items={preview.items} />}
          {preview.total > preview.items.length && (
            <Typography.Paragraph type="secondary" style={{ margin: '12px 0 0' }}>
              {t('reminders.preview.first', { count: preview.items.length })}
            </Typography.Paragraph>
          )}
        </>
      )}
    </Modal>
  );
}

function Totals({ preview: { direction, from, until, total, people } }: { preview: Preview }) {
  const { t } = useTranslation();
  const ahead = direction === 'ahead';
  const day = (at: dayjs.Dayjs): string => at.format(t('reminders.preview.day'));
  // It ends with the last midnight: the day before is the last that people see.
  const last = ahead ? dayjs(until).subtract(1, 'minute') : dayjs(until);
  return (
    <Typography.Paragraph>
      {t(ahead ? 'reminders.preview.ahead' : 'reminders.preview.behind', {
        from: day(dayjs(from)),
        until: day(last),
        total: total >= COUNTED ? t('reminders.preview.atLeast', { count: COUNTED }) : total,
        people,
      })}
      {ahead && total > 0 && <Typography.Text type="secondary"> {t('reminders.preview.changes')}</Typography.Text>}
    </Typography.Paragraph>
  );
}

function useColumns(): TableColumnsType<Item> {
  const { t } = useTranslation();
  return [
    {
      title: t('reminders.preview.at'),
      width: 116,
      render: (_, { at }) => dayjs(at).format(t('reminders.preview.format')),
    },
    {
      title: t('reminders.preview.person'),
      width: 170,
      render: (_, { personName, unitName }) => (
        <>
          {personName}
          <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
            {unitName}
          </Typography.Text>
        </>
      ),
    },
    {
      title: t('reminders.preview.title'),
      render: (_, { title, body, link }) => (
        <span className="wrap-anywhere">
          <Link to={link} target="_blank">
            {title}
          </Link>
          <Typography.Text type="secondary" className="one-line" style={{ fontSize: 13 }} title={body}>
            {body}
          </Typography.Text>
        </span>
      ),
    },
    {
      title: t('reminders.preview.by'),
      width: 110,
      render: (_, { channelName }) => channelName ?? t('reminders.rules.inbox'),
    },
  ];
}

function PreviewTable({ items }: { items: Item[] }) {
  return (
    <Table<Item>
      size="small"
      rowKey={(item) => items.indexOf(item)}
      columns={useColumns()}
      dataSource={items}
      pagination={{ pageSize: 10, size: 'small', hideOnSinglePage: true, showSizeChanger: false }}
    />
  );
}

function PreviewCards({ items }: { items: Item[] }) {
  const { t } = useTranslation();
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {items.map((item, index) => (
        <li key={index} className="wrap-anywhere" style={{ padding: '10px 0', borderTop: '1px solid #eceff3' }}>
          {item.title}
          <Pieces
            of={[
              dayjs(item.at).format(t('reminders.preview.format')),
              item.personName,
              item.unitName,
              item.channelName ?? t('reminders.rules.inbox'),
            ]}
          />
        </li>
      ))}
    </ul>
  );
}
