import { Button, Card, Flex, Form, Image, Input, Pagination, Segmented, Typography } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDictionary } from '../../client/dictionary';
import { Empty } from '../../components/empty';
import { FormModal } from '../../components/form-modal';
import { PageState } from '../../components/page-state';
import { ToneTag } from '../../components/tone-tag';
import { useAddress } from '../../components/use-address';
import { type Question, useQuestions, useSeeQuestion } from './question-queries';
import { usePages } from './use-pages';
import { stampedUrl, thumbnailUrl } from './visit-photos';

/** What the visits show that a supervisor may want to ask about. Questions, never points. */
export function QuestionsTab() {
  const { t } = useTranslation();
  const { get, set } = useAddress();
  const { page, pageSize, pagination } = usePages();
  const seen = get('seen') === 'true' ? 'true' : 'false';
  const questions = useQuestions({ seen, page, pageSize });
  const [asked, setAsked] = useState<Question>();
  return (
    <Flex vertical gap={12}>
      <div>
        <Segmented
          aria-label={t('duties.questions.which')}
          value={seen}
          options={[
            { value: 'false', label: t('duties.questions.unseenTab') },
            { value: 'true', label: t('duties.questions.seenTab') },
          ]}
          onChange={(value) => set({ seen: value === 'true' ? 'true' : undefined })}
        />
      </div>
      <Typography.Text type="secondary">{t('duties.questions.hint')}</Typography.Text>
      {!questions.data ? (
        <PageState error={questions.error} onRetry={() => void questions.refetch()} />
      ) : questions.data.items.length === 0 ? (
        <Empty text={t(seen === 'true' ? 'duties.questions.emptySeen' : 'duties.questions.empty')} />
      ) : (
        <>
          {questions.data.items.map((question) => (
            <QuestionCard key={question.key} question={question} onSee={() => setAsked(question)} />
          ))}
          <Pagination {...pagination(questions.data.total)} align="center" />
        </>
      )}
      {asked && <SeeDialog question={asked} onClose={() => setAsked(undefined)} />}
    </Flex>
  );
}

function QuestionCard({ question, onSee }: { question: Question; onSee: () => void }) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const { seen, visitIds, photoIds } = question;
  return (
    <Card size="small">
      <Flex wrap gap={12} justify="space-between" align="start">
        <div className="wrap-anywhere" style={{ flex: '1 1 240px', minWidth: 0 }}>
          <Flex wrap gap="4px 8px" align="center">
            <ToneTag tone="info">{word('question', question.kind)}</ToneTag>
            <Link to={`/projects/${question.projectId}`}>{question.projectName}</Link>
            <Typography.Text type="secondary">{t('duties.questions.since', { day: question.since })}</Typography.Text>
          </Flex>
          <div style={{ margin: '6px 0' }}>{question.text}</div>
          {visitIds.length > 0 && (
            <Flex wrap gap="4px 12px">
              <Typography.Text type="secondary">{t('duties.questions.visits')}</Typography.Text>
              {visitIds.map((id, index) => (
                <Link key={id} to={`/visits/${id}`}>
                  {t('duties.questions.visitN', { n: index + 1 })}
                </Link>
              ))}
            </Flex>
          )}
          {photoIds.length > 0 && (
            <Image.PreviewGroup>
              <Flex wrap gap={8} style={{ marginTop: 6 }}>
                {photoIds.map((id) => (
                  <Image
                    key={id}
                    src={thumbnailUrl(id)}
                    preview={{ src: stampedUrl(id) }}
                    alt={t('duties.questions.photos')}
                    width={96}
                    height={72}
                    style={{ objectFit: 'cover', borderRadius: 6 }}
                  />
                ))}
              </Flex>
            </Image.PreviewGroup>
          )}
          {seen && (
            <Typography.Text type="secondary" style={{ display: 'block', marginTop: 6 }}>
              {t('duties.questions.seenBy', { name: seen.byName, at: dayjs(seen.at).format(t('visit.time')) })}
              {seen.note && `：${seen.note}`}
            </Typography.Text>
          )}
        </div>
        {!seen && <Button onClick={onSee}>{t('duties.questions.seen')}</Button>}
      </Flex>
    </Card>
  );
}

function SeeDialog({ question, onClose }: { question: Question; onClose: () => void }) {
  const { t } = useTranslation();
  const see = useSeeQuestion(question.key);
  return (
    <FormModal<{ note?: string }>
      title={t('duties.questions.confirm')}
      onClose={onClose}
      initial={{}}
      labels={{ note: t('duties.questions.note') }}
      submit={({ note }) => see.mutateAsync({ note: note?.trim() ?? '' })}
    >
      <Typography.Paragraph className="wrap-anywhere">
        {question.projectName}：{question.text}
      </Typography.Paragraph>
      <Form.Item name="note" label={t('duties.questions.note')}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} placeholder={t('duties.questions.notePlaceholder')} />
      </Form.Item>
    </FormModal>
  );
}
