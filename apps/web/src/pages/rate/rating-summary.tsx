import { Flex, Statistic, Tag, Tooltip, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDictionary, useDistrict } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { Section } from '../../components/section';
import { useRatingSummary } from './queries';

/** How enterprises find this year's problems solved; nothing for those who may not read it. */
export function RatingSummary() {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const dictionary = useDictionary();
  const mayRead = useMe().permissions.includes('rating.read');
  const summary = useRatingSummary(`${today.slice(0, 4)}-01-01`, mayRead);
  if (!summary.data) return null;
  const { satisfied, scores, invited, linked, rated, waiting } = summary.data;
  return (
    <Section
      title={t('ratings.summary.title')}
      extra={
        waiting > 0 && (
          <Link to="/board">
            <Tag color="red">{t('ratings.summary.waiting', { count: waiting })}</Tag>
          </Link>
        )
      }
    >
      <Flex wrap gap="12px 32px" align="center">
        <Tooltip title={t('ratings.summary.hint')}>
          <Statistic
            title={t('ratings.summary.satisfied')}
            value={
              satisfied === null ? t('ratings.summary.noneRated') : t('ratings.summary.percent', { share: satisfied })
            }
          />
        </Tooltip>
        <div>
          <Flex wrap gap="4px 16px">
            {scores.map(({ score, count }) => (
              <span key={score}>
                {dictionary.word('score', score)} {count}
              </span>
            ))}
          </Flex>
          <Typography.Text type="secondary" style={{ fontSize: 13 }}>
            {t('ratings.summary.counts', { invited, linked, rated })}
          </Typography.Text>
        </div>
      </Flex>
    </Section>
  );
}
