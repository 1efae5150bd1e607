import { DownloadOutlined, UploadOutlined } from '@ant-design/icons';
import { Alert, App, Button, Flex, Input, Modal, Table, Typography, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../client/client';
import { Empty } from '../../components/empty';
import { Pieces } from '../../components/pieces';
import { Section } from '../../components/section';
import {
  SAMPLE,
  type Template,
  templateFileOf,
  useAddTemplate,
  usePlaceholders,
  useRetireTemplate,
  useTemplates,
} from './queries';

/** The bureau's own Word templates: uploaded with placeholders, checked, used instead of the national form. */
export function TemplatesSection() {
  const { t } = useTranslation();
  const templates = useTemplates(true);
  const [open, setOpen] = useState<'add' | 'placeholders'>();
  return (
    <Section
      title={t('bulletins.templates.title')}
      extra={
        <Button icon={<UploadOutlined />} onClick={() => setOpen('add')}>
          {t('bulletins.templates.add')}
        </Button>
      }
    >
      <Flex vertical gap={8}>
        {templates.data?.items.length === 0 && <Empty text={t('bulletins.templates.none')} />}
        {templates.data?.items.map((template) => (
          <Row key={template.id} template={template} />
        ))}
        <Flex gap={16} wrap>
          <a href={SAMPLE} download>
            <DownloadOutlined /> {t('bulletins.templates.sample')}
          </a>
          <Button type="link" style={{ padding: 0, height: 'auto' }} onClick={() => setOpen('placeholders')}>
            {t('bulletins.templates.placeholders')}
          </Button>
        </Flex>
      </Flex>
      {open === 'add' && <Add onClose={() => setOpen(undefined)} />}
      {open === 'placeholders' && <Placeholders onClose={() => setOpen(undefined)} />}
    </Section>
  );
}

function Row({ template }: { template: Template }) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const retire = useRetireTemplate();
  const { id, name, version, uploadedByName } = template;
  const ask = () =>
    void modal.confirm({
      title: t('bulletins.templates.retireTitle', { name }),
      content: t('bulletins.templates.retireHint'),
      okText: t('bulletins.templates.retire'),
      cancelText: t('shell.cancel'),
      onOk: () =>
        retire.mutateAsync(id).then(
          () => undefined,
          (error: unknown) => void message.error(sentenceOf(error)),
        ),
    });
  return (
    <Flex justify="space-between" align="center" gap={8} className="wrap-anywhere">
      <div>
        {t('bulletins.templates.nameVersion', { name, version })}
        <Pieces of={[uploadedByName]} />
      </div>
      <Flex gap={12}>
        <a href={templateFileOf(template)} download aria-label={t('bulletins.downloadOf', { name })}>
          <DownloadOutlined />
        </a>
        <Button type="link" danger style={{ padding: 0, height: 'auto' }} onClick={ask}>
          {t('bulletins.templates.retire')}
        </Button>
      </Flex>
    </Flex>
  );
}

function Add({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const add = useAddTemplate();
  const [name, setName] = useState('');
  const [file, setFile] = useState<File>();
  const send = () =>
    file &&
    add.mutate(
      { name: name.trim(), file },
      {
        onSuccess: ({ name: made, version }) => {
          void message.success(t('bulletins.templates.added', { name: made, version }));
          onClose();
        },
      },
    );
  return (
    <Modal
      open
      title={t('bulletins.templates.add')}
      okText={t('bulletins.templates.upload')}
      cancelText={t('shell.cancel')}
      okButtonProps={{ disabled: !file }}
      confirmLoading={add.isPending}
      onOk={send}
      onCancel={onClose}
    >
      <Flex vertical gap={12}>
        <Typography.Text type="secondary">{t('bulletins.templates.addHint')}</Typography.Text>
        {add.error && <Alert type="error" showIcon title={sentenceOf(add.error)} />}
        <Input
          aria-label={t('bulletins.templates.name')}
          placeholder={t('bulletins.templates.namePlaceholder')}
          maxLength={60}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <Upload
          accept=".docx"
          maxCount={1}
          beforeUpload={(chosen) => {
            setFile(chosen);
            return false;
          }}
          onRemove={() => setFile(undefined)}
        >
          <Button icon={<UploadOutlined />}>{t('bulletins.templates.choose')}</Button>
        </Upload>
      </Flex>
    </Modal>
  );
}

function Placeholders({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const placeholders = usePlaceholders(true);
  return (
    <Modal open title={t('bulletins.templates.placeholders')} footer={null} width={640} onCancel={onClose}>
      <Table
        size="small"
        rowKey={({ group, tag }) => `${group} ${tag}`}
        loading={!placeholders.data}
        dataSource={placeholders.data}
        pagination={false}
        scroll={{ x: 'max-content', y: 420 }}
        columns={[
          { title: t('bulletins.templates.tag'), dataIndex: 'tag' },
          { title: t('bulletins.templates.meaning'), dataIndex: 'meaning' },
          { title: t('bulletins.templates.group'), dataIndex: 'group', render: (group: string | null) => group ?? '—' },
        ]}
      />
    </Modal>
  );
}
