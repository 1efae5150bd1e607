import { Alert, App, Button, Card, Flex, Form, Input, Radio, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { faultsIn, NoAnswer, sentenceOf } from '../../client/client';
import { useDictionary } from '../../client/dictionary';
import { uuidv7 } from '../../client/uuid';
import { ForbiddenPage } from '../shell/forbidden-page';
import { PageState } from '../../components/page-state';
import { LikelyDuplicates } from './likely-duplicates';
import { useRegister } from './queries';
import { LedgerChoice, SubjectFields, useRegisterLedger } from './register-ledger';

interface Values {
  projectId?: string;
  subjectName?: string;
  title: string;
  categoryCode: string;
  severity: 'low' | 'medium' | 'high';
  description?: string;
}

const SEVERITIES = ['low', 'medium', 'high'] as const;

/** Registers a problem, a request or a task at the desk: the ledger first, then only what that ledger needs. */
export default function RegisterPage() {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [search] = useSearchParams();
  const [form] = Form.useForm<Values>();
  const register = useRegister();
  const { ledgers, mine, ledger, choose } = useRegisterLedger(search.get('ledger'), search.has('projectId'));
  // Made once for this form: sent again it registers nothing twice.
  const [id] = useState(() => uuidv7());
  if (!ledgers.data) return <PageState error={ledgers.error} onRetry={() => void ledgers.refetch()} />;
  if (!ledger) return <ForbiddenPage />;
  // A list of tasks holds what is to be done, not what is wrong.
  const task = ledger.hasSteps;
  const submit = ({ title, description = '', projectId, subjectName, ...values }: Values) =>
    register.mutate(
      {
        ...values,
        id,
        ledger: ledger.code,
        title: title.trim(),
        description: description.trim(),
        // What was filled in for another ledger stays behind.
        ...(ledger.subject !== 'none' && projectId ? { projectId } : {}),
        ...(ledger.subject !== 'project' && !projectId && subjectName ? { subjectName: subjectName.trim() } : {}),
      },
      {
        onSuccess: (issue) => {
          void message.success(t('issues.create.done', { number: issue.number }));
          void navigate(`/issues/${issue.id}`, { replace: true });
        },
        onError: (error) =>
          form.setFields(
            faultsIn(error).map(({ field, message: sentence }) => ({ name: field as never, errors: [sentence] })),
          ),
      },
    );
  return (
    <Card style={{ maxWidth: 760, width: '100%', margin: '0 auto' }}>
      <Typography.Title level={4} style={{ marginTop: 0 }}>
        {t(task ? 'ledgers.register.taskTitle' : 'issues.create.title')}
      </Typography.Title>
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ projectId: search.get('projectId') ?? undefined, severity: 'medium' }}
        onFinish={submit}
        scrollToFirstError
      >
        <LedgerChoice mine={mine} ledger={ledger} onChoose={choose} />
        <SubjectFields ledger={ledger} />
        <Form.Item
          name="title"
          label={t(task ? 'ledgers.register.task' : 'issues.create.name')}
          rules={[
            {
              required: true,
              whitespace: true,
              min: 2,
              max: 100,
              message: t(task ? 'ledgers.register.taskRequired' : 'issues.create.nameRequired'),
            },
          ]}
        >
          <Input
            maxLength={100}
            placeholder={t(task ? 'ledgers.register.taskPlaceholder' : 'issues.create.namePlaceholder')}
          />
        </Form.Item>
        <Form.Item
          name="categoryCode"
          label={t('issues.create.category')}
          rules={[{ required: true, message: t('issues.create.categoryRequired') }]}
        >
          <Select
            options={dictionary.categories
              .filter(({ active }) => active)
              .map(({ code, name }) => ({ value: code, label: name }))}
          />
        </Form.Item>
        <Form.Item name="severity" label={t('issues.create.severity')} extra={t('issues.create.severityHint')}>
          <Radio.Group
            optionType="button"
            options={SEVERITIES.map((code) => ({ value: code, label: dictionary.word('severity', code) }))}
          />
        </Form.Item>
        <Form.Item
          name="description"
          label={t(task ? 'ledgers.register.taskDescription' : 'issues.create.description')}
        >
          <Input.TextArea
            autoSize={{ minRows: 4, maxRows: 12 }}
            maxLength={2000}
            placeholder={t(
              task ? 'ledgers.register.taskDescriptionPlaceholder' : 'issues.create.descriptionPlaceholder',
            )}
          />
        </Form.Item>
        <Form.Item noStyle shouldUpdate>
          {() => {
            const { projectId, title, categoryCode, description } = form.getFieldsValue();
            return (
              <LikelyDuplicates
                projectId={ledger.subject === 'none' ? undefined : projectId}
                title={title}
                categoryCode={categoryCode}
                note={[title, description].filter(Boolean).join('\n')}
                onLinked={(issue) => void navigate(`/issues/${issue.id}`, { replace: true })}
              />
            );
          }}
        </Form.Item>
        {register.error && (
          <Alert
            type="error"
            showIcon
            style={{ marginBottom: 16 }}
            title={register.error instanceof NoAnswer ? t('issues.create.unanswered') : sentenceOf(register.error)}
          />
        )}
        <Flex gap={12}>
          <Button type="primary" htmlType="submit" loading={register.isPending}>
            {t('issues.create.submit')}
          </Button>
          <Button onClick={() => void navigate(-1)}>{t('shell.cancel')}</Button>
        </Flex>
      </Form>
    </Card>
  );
}
