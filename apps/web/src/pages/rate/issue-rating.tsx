import { Button, Flex, Tag, Typography } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDictionary } from '../../client/dictionary';
import { Section } from '../../components/section';
import type { Issue } from '../issues/queries';
import { RatingLink } from './rating-link';
import { type Rating, type Score, useRatings } from './queries';

const COLOURS: Record<Score, string> = {
  'very-satisfied': 'green',
  satisfied: 'green',
  basically: 'gold',
  dissatisfied: 'red',
};

/** What the enterprise said, each time that the issue was solved, and the way to ask it. Nothing before that. */
export function IssueRating({ issue }: { issue: Issue }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const ratings = useRatings(issue.id, issue.version);
  if (!ratings.data || (ratings.data.ratings.length === 0 && !ratings.data.mayLink)) return null;
  const { mayLink, suggestedResult, ratings: all } = ratings.data;
  const latest = all[0]?.cycle === issue.cycle ? all[0] : undefined;
  const again = latest !== undefined && latest.state !== 'invited';
  return (
    <Section
      title={t('ratings.card.title')}
      extra={
        mayLink && (
          <Button onClick={() => setAsking(true)}>{t(again ? 'ratings.card.linkAgain' : 'ratings.card.link')}</Button>
        )
      }
    >
      {all.length === 0 && <Typography.Text type="secondary">{t('ratings.card.state.invited')}</Typography.Text>}
      <Flex vertical gap={12}>
        {all.map((rating) => (
          <One key={rating.id} rating={rating} counted={all.length > 1 || issue.cycle > 1} />
        ))}
      </Flex>
      {asking && (
        <RatingLink
          issue={issue}
          result={latest?.result || suggestedResult}
          again={again}
          onClose={() => setAsking(false)}
        />
      )}
    </Section>
  );
}

function One({ rating, counted }: { rating: Rating; counted: boolean }) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const { state, score, words, cycle, ratedAt, linkedAt, linkedByName, expiresAt } = rating;
  const time = (instant: string) => dayjs(instant).format(t('ratings.card.time'));
  return (
    <div className="wrap-anywhere">
      <Flex wrap gap="4px 8px" align="center">
        {counted && <span>{t('ratings.card.cycle', { count: cycle })}</span>}
        {score === null ? (
          <span>{t(`ratings.card.state.${state}`)}</span>
        ) : (
          <Tag color={COLOURS[score]}>{dictionary.word('score', score)}</Tag>
        )}
        <Typography.Text type="secondary" style={{ fontSize: 13 }}>
          {ratedAt
            ? t('ratings.card.ratedAt', { time: time(ratedAt) })
            : linkedAt &&
              t('ratings.card.linkedBy', {
                name: linkedByName ?? '',
                time: time(linkedAt),
                until: dayjs(expiresAt).format(t('ratings.card.day')),
              })}
        </Typography.Text>
      </Flex>
      {words !== '' && (
        <div style={{ marginTop: 4, whiteSpace: 'pre-wrap' }}>
          <Typography.Text type="secondary">{t('ratings.card.words')}：</Typography.Text>
          {words}
        </div>
      )}
    </div>
  );
}
