import { Timeline, Typography } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useAmountText } from '../../components/amount';
import { Section } from '../../components/section';
import type { Visit } from './queries';

type Content = Visit['versions'][number]['content'];

/** What a visit said before each correction, the newest on top; nothing is overwritten. */
export function VisitVersions({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  const earlier = [...visit.versions].sort((a, b) => b.version - a.version);
  return (
    <Section title={t('visit.versions')}>
      <Typography.Paragraph type="secondary">{t('visit.versionsHint')}</Typography.Paragraph>
      <Timeline
        items={earlier.map(({ version, reason, replacedAt, replacedByName, content }) => ({
          key: version,
          content: (
            <div className="wrap-anywhere">
              <strong>{t(version === 1 ? 'visit.first' : 'visit.version', { n: version })}</strong>
              <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
                {t('visit.replaced', {
                  at: dayjs(replacedAt).format(t('visit.time')),
                  name: replacedByName,
                  reason,
                })}
              </Typography.Text>
              <Said content={content} />
            </div>
          ),
        }))}
      />
    </Section>
  );
}

function Said({ content }: { content: Content }) {
  const { t } = useTranslation();
  const amount = useAmountText();
  const pieces = [
    `${t('visit.at')}：${dayjs(content.visitedAt).format(t('visit.time'))}`,
    content.physicalProgress && `${t('visit.progress')}：${content.physicalProgress}`,
    content.completed !== null && `${t('visit.completed')}：${amount(content.completed)}`,
    content.photoIds.length > 0 && t('visit.photosN', { count: content.photoIds.length }),
  ].filter(Boolean);
  return (
    <>
      <div style={{ whiteSpace: 'pre-wrap' }}>{content.note}</div>
      {pieces.map((piece) => (
        <div key={piece as string} style={{ fontSize: 13 }}>
          {piece}
        </div>
      ))}
    </>
  );
}
