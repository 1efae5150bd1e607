import { App, Button, Form, Input, Modal, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { sentenceOf } from '../../client/client';
import { Gaps } from './gaps';
import { type Rollup, useCloseMonth, useRestateMonth } from './queries';

/** 月结: fixes the month's figures, after saying what that means. */
export function CloseMonth({ month, name, over }: { month: string; name: string; over: boolean }) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const close = useCloseMonth(month);
  const ask = () =>
    void modal.confirm({
      title: t('months.close.title', { month: name }),
      width: 520,
      content: (
        <>
          <Gaps month={month} />
          <p>{t('months.close.what')}</p>
          <p>{t('months.close.then')}</p>
        </>
      ),
      okText: t('months.close.confirm'),
      cancelText: t('months.cancel'),
      // A refusal (somebody else was faster) is told; the page then shows the month as it is now.
      onOk: () =>
        close.mutateAsync().then(
          () => void message.success(t('months.close.done', { month: name })),
          (error: unknown) => void message.error(sentenceOf(error)),
        ),
    });
  return (
    <Tooltip title={over ? undefined : t('months.close.early')}>
      <Button type="primary" disabled={!over} loading={close.isPending} onClick={ask}>
        {t('months.close.button')}
      </Button>
    </Tooltip>
  );
}

/** 更正: publishes a later revision, with its reason. */
export function RestateMonth({ rollup, newest, name }: { rollup: Rollup; newest: number; name: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const restate = useRestateMonth(rollup.month);
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ reason: string }>();
  const publish = async () => {
    const { reason } = await form.validateFields();
    try {
      const published = await restate.mutateAsync(reason);
      void message.success(t('months.restate.done', { n: published.revision }));
      form.resetFields();
      setOpen(false);
      void navigate(`/months/${rollup.month}`);
    } catch (error) {
      form.setFields([{ name: 'reason', errors: [sentenceOf(error)] }]);
    }
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('months.restate.button')}</Button>
      <Modal
        open={open}
        title={t('months.restate.title', { month: name })}
        okText={t('months.restate.confirm')}
        cancelText={t('months.cancel')}
        confirmLoading={restate.isPending}
        onOk={() => void publish().catch(() => undefined)}
        onCancel={() => setOpen(false)}
      >
        <p>{t('months.restate.what', { n: newest + 1 })}</p>
        <Form form={form} layout="vertical">
          <Form.Item
            name="reason"
            label={t('months.restate.reason')}
            rules={[{ required: true, whitespace: true, message: t('months.restate.reasonRequired') }]}
          >
            <Input.TextArea
              autoSize={{ minRows: 3 }}
              maxLength={500}
              showCount
              placeholder={t('months.restate.reasonPlaceholder')}
            />
          </Form.Item>
        </Form>
      </Modal>
    </>
  );
}
