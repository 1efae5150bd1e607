import { CopyOutlined } from '@ant-design/icons';
import { Alert, App, Button, Flex, Form, Input, Modal, QRCode, Typography } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import dayjs from 'dayjs';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../client/client';
import { useDistrict } from '../../client/dictionary';
import type { Issue } from '../issues/queries';
import { useRatingLink } from './queries';

interface RatingLinkProps {
  issue: Issue;
  /** How it was solved, as the department wrote it: to be put into words for the enterprise. */
  result: string;
  /** An earlier link ends. */
  again: boolean;
  onClose: () => void;
}

/** Makes the link for the enterprise: first the words that it reads, then the link, shown this once. */
export function RatingLink({ issue, result, again, onClose }: RatingLinkProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ result: string }>();
  const link = useRatingLink(issue.id);
  if (link.data) return <Ready issue={issue} url={link.data.url} until={link.data.expiresAt} onClose={onClose} />;
  return (
    <Modal
      open
      title={t('ratings.link.title')}
      okText={t('ratings.link.make')}
      cancelText={t('shell.cancel')}
      confirmLoading={link.isPending}
      mask={{ closable: false }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ result: result.slice(0, 500) }}
        onFinish={(values) => link.mutate({ version: issue.version, result: values.result })}
      >
        {link.error && <Alert type="error" showIcon style={{ marginBottom: 16 }} title={sentenceOf(link.error)} />}
        {again && <Alert type="warning" showIcon style={{ marginBottom: 16 }} title={t('ratings.link.warn')} />}
        <Form.Item
          name="result"
          label={t('ratings.link.result')}
          extra={t('ratings.link.resultHint')}
          rules={[{ required: true, whitespace: true, min: 2, message: t('ratings.link.resultRequired') }]}
        >
          <Input.TextArea rows={5} maxLength={500} showCount style={{ marginBottom: 24 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

interface ReadyProps {
  issue: Issue;
  url: string;
  until: string;
  onClose: () => void;
}

function Ready({ issue, url, until, onClose }: ReadyProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const district = useDistrict();
  const box = useRef<TextAreaRef>(null);
  const copy = async (text: string, done: string) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without https the clipboard is closed to pages; the selected text can be copied by hand.
      box.current?.resizableTextArea?.textArea.select();
      void message.info(t('ratings.link.copyByHand'));
      return;
    }
    void message.success(done);
  };
  const words = t('ratings.link.message', { district: district.name, title: issue.title, url });
  return (
    <Modal
      open
      title={t('ratings.link.ready')}
      mask={{ closable: false }}
      onCancel={onClose}
      footer={
        <Flex wrap gap={8} justify="end">
          <Button onClick={() => void copy(words, t('ratings.link.copiedMessage'))}>
            {t('ratings.link.copyMessage')}
          </Button>
          <Button type="primary" icon={<CopyOutlined />} onClick={() => void copy(url, t('ratings.link.copied'))}>
            {t('ratings.link.copy')}
          </Button>
          <Button onClick={onClose}>{t('shell.close')}</Button>
        </Flex>
      }
    >
      <Typography.Paragraph>
        {t('ratings.link.readyHint', { until: dayjs(until).format('YYYY-MM-DD HH:mm') })}
      </Typography.Paragraph>
      <Flex vertical gap={12} align="center">
        <QRCode value={url} size={200} type="svg" errorLevel="M" aria-label={t('ratings.link.ready')} />
        <Input.TextArea ref={box} readOnly autoSize aria-label={t('ratings.link.ready')} value={url} />
      </Flex>
    </Modal>
  );
}
