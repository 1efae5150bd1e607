import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDictionary } from '../../client/dictionary';
import type { IssueEvent } from './queries';

/** One step: what was done, from where to where, and what was said. */
export function TimelineEvent({ event }: { event: IssueEvent }) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const moved = event.from !== null && event.from !== event.to;
  return (
    <>
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
      {event.note && <div style={{ marginTop: 4, whiteSpace: 'pre-wrap' }}>{event.note}</div>}
      {event.details.length > 0 && (
        <ul style={{ margin: '4px 0 0', padding: 0, listStyle: 'none', fontSize: 13 }}>
          {event.details.map((detail) => (
            <li key={detail}>{detail}</li>
          ))}
        </ul>
      )}
    </>
  );
}
