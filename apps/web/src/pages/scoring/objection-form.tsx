import { PaperClipOutlined } from '@ant-design/icons';
import { App, Button, Form, Input, Modal, Select, Upload } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../client/client';
import { uuidv7 } from '../../client/uuid';
import { ACCEPTED } from '../issues/send-file';
import { type Evaluation, sendScoringFile, useObject } from './queries';

interface Values {
  itemCode?: string;
  text: string;
}

/** Objects for the own unit, with files: sent once however often the button is pressed. */
export function ObjectionForm(props: { evaluation: Evaluation; item?: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { evaluation, item, onClose } = props;
  const object = useObject(evaluation.id);
  const [form] = Form.useForm<Values>();
  const [id] = useState(uuidv7);
  const [files, setFiles] = useState<File[]>([]);
  const submit = async () => {
    const { itemCode, text } = await form.validateFields();
    try {
      await object.mutateAsync({ id, itemCode: itemCode ?? null, text });
    } catch (error) {
      form.setFields([{ name: 'text', errors: [sentenceOf(error)] }]);
      return;
    }
    for (const file of files) {
      await sendScoringFile('objections', id, file).catch(
        (error: unknown) =>
          void message.warning(t('scoring.objections.fileFailed', { name: file.name, why: sentenceOf(error) }), 8),
      );
    }
    void message.success(t('scoring.objections.sent'));
    onClose();
  };
  return (
    <Modal
      open
      title={t('scoring.objections.formTitle')}
      okText={t('scoring.objections.button')}
      cancelText={t('projects.form.cancel')}
      confirmLoading={object.isPending}
      onOk={() => void submit().catch(() => undefined)}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <p>
        {t('scoring.objections.formHint', { time: dayjs(evaluation.objectionsUntil ?? '').format(t('orders.time')) })}
      </p>
      <Form form={form} layout="vertical" initialValues={{ itemCode: item }}>
        <Form.Item name="itemCode" label={t('scoring.objections.item')}>
          <Select
            allowClear
            placeholder={t('scoring.objections.whole')}
            options={evaluation.items.map(({ code, name }) => ({ value: code, label: name }))}
          />
        </Form.Item>
        <Form.Item
          name="text"
          label={t('scoring.objections.text')}
          rules={[{ required: true, whitespace: true, min: 5, message: t('scoring.objections.textRequired') }]}
        >
          <Input.TextArea autoSize={{ minRows: 4 }} maxLength={2000} showCount />
        </Form.Item>
        <Form.Item label={t('scoring.objections.files')}>
          <Upload
            accept={ACCEPTED}
            multiple
            beforeUpload={(file: File) => {
              setFiles((before) => [...before, file].slice(0, 10));
              return false;
            }}
            onRemove={({ uid }) =>
              setFiles((before) => before.filter((file) => (file as { uid?: string }).uid !== uid))
            }
          >
            <Button icon={<PaperClipOutlined />}>{t('files.upload.choose')}</Button>
          </Upload>
        </Form.Item>
      </Form>
    </Modal>
  );
}
