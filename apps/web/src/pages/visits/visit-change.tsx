import { Typography } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Amount } from '../../components/amount';
import { Section } from '../../components/section';
import { useIsPhone } from '../../components/use-is-phone';
import type { Visit } from './queries';

/** What was told of the progress, beside what was told the time before. */
export function VisitChange({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { before } = visit;
  const none = <Typography.Text type="secondary">{t('visit.notTold')}</Typography.Text>;
  const rows: [label: string, before: ReactNode, after: ReactNode][] = [
    [
      t('visit.progress'),
      before?.physicalProgress || none,
      visit.progressUnchanged ? t('visit.unchanged') : visit.physicalProgress || none,
    ],
    [
      t('visit.completed'),
      before?.completed == null ? none : <Amount value={before.completed} />,
      visit.completed === null ? none : <Amount value={visit.completed} />,
    ],
  ];
  const earlier = before && (
    <>
      {t('visit.before')} <Link to={`/visits/${before.visitId}`}>{before.visitedOn}</Link>
    </>
  );
  const later = `${t('visit.after')} ${dayjs(visit.visitedAt).format('YYYY-MM-DD')}`;
  return (
    <Section title={t('visit.change')}>
      {!before && <Typography.Paragraph type="secondary">{t('visit.noBefore')}</Typography.Paragraph>}
      {phone ? (
        rows.map(([label, then, now]) => (
          <div key={label} style={{ marginBottom: 12 }} className="wrap-anywhere">
            <strong>{label}</strong>
            {before && (
              <div>
                <Typography.Text type="secondary">{earlier}：</Typography.Text>
                {then}
              </div>
            )}
            <div>
              <Typography.Text type="secondary">{later}：</Typography.Text>
              {now}
            </div>
          </div>
        ))
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <td />
              {before && <th scope="col">{earlier}</th>}
              <th scope="col">{later}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([label, then, now]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {before && <td className="wrap-anywhere">{then}</td>}
                <td className="wrap-anywhere">{now}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
