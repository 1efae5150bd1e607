import { Card, Timeline, Typography } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useDictionary } from '../../client/dictionary';
import type { Issue, IssueEvent } from './queries';

const COLOURS: Partial<Record<IssueEvent['action'], string>> = {
  return: 'red',
  'reject-closure': 'red',
  'refuse-extension': 'red',
  reopen: 'red',
  urge: 'orange',
  instruct: 'orange',
  verify: 'green',
  close: 'green',
};

/** Who did what, when, why; the newest on top. */
export function IssueRecord({ issue }: { issue: Issue }) {
  const { t } = useTranslation();
  const events = [...issue.events].reverse();
  return (
    <Card title={t('issues.one.record')}>
      <Timeline
        items={events.map((event) => ({
          key: event.id,
          color: COLOURS[event.action] ?? 'blue',
          content: <Event event={event} />,
        }))}
      />
      {(issue.events[0]?.seq ?? 1) > 1 && (
        <Typography.Text type="secondary">{t('issues.one.recordCut')}</Typography.Text>
      )}
    </Card>
  );
}

function Event({ event }: { event: IssueEvent }) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const moved = event.from !== null && event.from !== event.to;
  return (
    <div className="wrap-anywhere">
      <div>
        <Typography.Text strong>{dictionary.word('action', event.action)}</Typography.Text>
        {moved && (
          <Typography.Text type="secondary" style={{ marginInlineStart: 8 }}>
            {t('issues.one.to', {
              from: dictionary.word('state', event.from as string),
              to: dictionary.word('state', event.to),
            })}
          </Typography.Text>
        )}
      </div>
      <Typography.Text type="secondary" style={{ fontSize: 13 }}>
        {dayjs(event.at).format(t('issues.one.time'))} ·{' '}
        {event.actorName === null ? t('issues.one.system') : `${event.actorName}（${event.unitName}）`}
      </Typography.Text>
      {event.note && <div style={{ marginTop: 4, whiteSpace: 'pre-wrap' }}>{event.note}</div>}
      {event.details.length > 0 && (
        <ul style={{ margin: '4px 0 0', padding: 0, listStyle: 'none', fontSize: 13 }}>
          {event.details.map((detail) => (
            <li key={detail}>{detail}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
