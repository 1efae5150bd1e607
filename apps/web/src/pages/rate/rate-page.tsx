import { CheckCircleFilled } from '@ant-design/icons';
import { Alert, Button, Card, Descriptions, Form, Input, Radio, Result, Skeleton, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem, sentenceOf } from '../../client/client';
import { type RatingPage, type Score, SCORES, useRate, useRatingPage } from './queries';

/** The enterprise rates how its problem was solved: no account, one page, made for a phone. */
export default function RatePage() {
  const { t } = useTranslation();
  // Behind the #, so that opening the page sends it to no server.
  const [token] = useState(() => window.location.hash.slice(1));
  const page = useRatingPage(token);
  useEffect(() => {
    document.title = t('ratings.page.title');
  }, [t]);
  return (
    <main style={{ minHeight: '100vh', boxSizing: 'border-box', padding: '16px 12px 32px' }}>
      <div style={{ maxWidth: 560, margin: '0 auto' }}>
        <Typography.Title level={3} style={{ textAlign: 'center', margin: '8px 0 16px' }}>
          {t('ratings.page.title')}
        </Typography.Title>
        {token === '' ? (
          <Card>
            <Result status="warning" title={t('ratings.page.gone')} subTitle={t('ratings.page.noToken')} />
          </Card>
        ) : page.data ? (
          <Open token={token} page={page.data} />
        ) : page.error ? (
          <Fault error={page.error} onRetry={() => void page.refetch()} />
        ) : (
          <Card role="status" aria-busy="true" aria-label={t('ratings.page.loading')}>
            <Skeleton active paragraph={{ rows: 6 }} />
          </Card>
        )}
      </div>
    </main>
  );
}

/** What the server says, in the words of somebody who knows nothing of this system. */
function useWords(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => (error instanceof Problem && error.status === 429 ? t('ratings.page.busy') : sentenceOf(error));
}

function Fault({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const gone = error instanceof Problem && error.status === 404;
  return (
    <Card>
      <Result
        status="warning"
        title={t(gone ? 'ratings.page.gone' : 'ratings.page.failed')}
        subTitle={words(error)}
        extra={
          !gone && (
            <Button type="primary" onClick={onRetry}>
              {t('ratings.page.retry')}
            </Button>
          )
        }
      />
    </Card>
  );
}

function Open({ token, page }: { token: string; page: RatingPage }) {
  const { t } = useTranslation();
  const rows: [label: string, value: string | null][] = [
    [t('ratings.page.project'), page.projectName],
    [t('ratings.page.issue'), page.title],
    [t('ratings.page.unit'), page.unitName],
    [t('ratings.page.closedOn'), page.closedOn],
    [t('ratings.page.result'), page.result],
  ];
  return (
    <Card>
      {page.score === null && <Typography.Paragraph>{t('ratings.page.intro')}</Typography.Paragraph>}
      <Descriptions
        column={1}
        styles={{ label: { width: 76 }, content: { overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' } }}
        items={rows.filter(([, value]) => value).map(([label, value]) => ({ key: label, label, children: value }))}
      />
      {page.score === null ? (
        <RateForm token={token} until={page.until} />
      ) : (
        <Thanks score={page.score} words={page.words} />
      )}
    </Card>
  );
}

function RateForm({ token, until }: { token: string; until: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const rate = useRate(token);
  const [form] = Form.useForm<{ score: Score; words?: string }>();
  const score = Form.useWatch('score', form);
  return (
    <Form
      form={form}
      layout="vertical"
      size="large"
      requiredMark={false}
      style={{ marginTop: 8 }}
      onFinish={(values) => rate.mutate({ score: values.score, words: values.words ?? '' })}
    >
      <Form.Item
        name="score"
        label={<strong>{t('ratings.page.score')}</strong>}
        rules={[{ required: true, message: t('ratings.page.scoreRequired') }]}
      >
        <Radio.Group style={{ display: 'grid', gap: 8 }}>
          {SCORES.map((value) => (
            <Radio key={value} value={value} className="rate-choice">
              {t(`ratings.page.scores.${value}`)}
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      <Form.Item
        name="words"
        label={t('ratings.page.words')}
        extra={t(score === 'dissatisfied' ? 'ratings.page.wordsDissatisfied' : 'ratings.page.wordsHint')}
      >
        <Input.TextArea rows={4} maxLength={500} />
      </Form.Item>
      {rate.error && (
        <Form.Item>
          <Alert type="error" showIcon title={words(rate.error)} />
        </Form.Item>
      )}
      <Button block type="primary" htmlType="submit" loading={rate.isPending}>
        {t('ratings.page.submit')}
      </Button>
      <Typography.Paragraph type="secondary" style={{ margin: '12px 0 0', fontSize: 13 }}>
        {t('ratings.page.once', { day: until })}
      </Typography.Paragraph>
    </Form>
  );
}

function Thanks({ score, words }: { score: Score; words: string }) {
  const { t } = useTranslation();
  return (
    <Result
      icon={<CheckCircleFilled style={{ color: '#389e0d' }} />}
      style={{ padding: '24px 0 8px' }}
      title={t('ratings.page.thanks')}
      subTitle={t(score === 'dissatisfied' ? 'ratings.page.thanksDissatisfied' : 'ratings.page.thanksHint')}
    >
      <div className="wrap-anywhere">
        <div>{t('ratings.page.yours', { score: t(`ratings.page.scores.${score}`) })}</div>
        {words !== '' && <div>{t('ratings.page.yourWords', { words })}</div>}
      </div>
    </Result>
  );
}
