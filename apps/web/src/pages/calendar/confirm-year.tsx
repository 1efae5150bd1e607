import { Alert, App, Button, Card, Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { faultsIn, Problem, sentenceOf } from '../../client/client';
import { useDistrict } from '../../client/dictionary';
import { DayInput } from '../../components/day-input';
import { type Preview, useConfirm } from './queries';

interface Values {
  notice: string;
  publishedOn: string;
  reason?: string;
  checked?: boolean;
}

/** Publishes what was previewed, under the notice's number. */
export function ConfirmYear({ preview, onStale }: { preview: Preview; onStale: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { today } = useDistrict();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const [fault, setFault] = useState<string>();
  const { year, days, token, corrects, faults } = preview;
  const confirm = useConfirm(year);
  if (days.length === 0) return null;

  const publish = async ({ notice, publishedOn, reason }: Values) => {
    setFault(undefined);
    try {
      const { recounted } = await confirm.mutateAsync({ notice, publishedOn, days, token, reason: reason ?? '' });
      void message.success(
        recounted > 0
          ? t('calendar.confirm.doneMoved', { year, count: recounted })
          : t('calendar.confirm.done', { year }),
      );
      void navigate(`/calendar?year=${year}`);
    } catch (error) {
      if (error instanceof Problem && error.status === 409) {
        void message.warning(t('calendar.confirm.stale'));
        onStale();
        return;
      }
      setFault(sentenceOf(error));
      form.setFields(
        faultsIn(error).map(({ field, message: sentence }) => ({ name: field as keyof Values, errors: [sentence] })),
      );
    }
  };

  return (
    <Card title={t('calendar.confirm.title')}>
      {fault !== undefined && <Alert type="error" showIcon style={{ marginBottom: 16 }} title={fault} />}
      <Form<Values>
        form={form}
        layout="vertical"
        style={{ maxWidth: 560 }}
        initialValues={{ notice: preview.notice ?? '', publishedOn: preview.publishedOn ?? undefined }}
        onFinish={(values) => void publish(values)}
        scrollToFirstError
      >
        <Form.Item
          name="notice"
          label={t('calendar.confirm.notice')}
          extra={t('calendar.confirm.noticeHint')}
          rules={[{ required: true, whitespace: true, message: t('calendar.confirm.noticeRequired') }]}
        >
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item
          name="publishedOn"
          label={t('calendar.confirm.publishedOn')}
          rules={[{ required: true, message: t('calendar.confirm.publishedOnRequired') }]}
        >
          <DayInput last={today} />
        </Form.Item>
        {corrects && (
          <Form.Item
            name="reason"
            label={t('calendar.confirm.reason')}
            rules={[{ required: true, whitespace: true, message: t('calendar.confirm.reasonRequired') }]}
          >
            <Input.TextArea
              autoSize={{ minRows: 2 }}
              maxLength={500}
              showCount
              placeholder={t('calendar.confirm.reasonPlaceholder')}
            />
          </Form.Item>
        )}
        {faults.length > 0 && (
          <Form.Item
            name="checked"
            valuePropName="checked"
            rules={[
              {
                validator: (_, checked) =>
                  checked ? Promise.resolve() : Promise.reject(new Error(t('calendar.confirm.checkedRequired'))),
              },
            ]}
          >
            <Checkbox>{t('calendar.confirm.checked')}</Checkbox>
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" loading={confirm.isPending}>
          {t('calendar.confirm.submit')}
        </Button>
      </Form>
    </Card>
  );
}
