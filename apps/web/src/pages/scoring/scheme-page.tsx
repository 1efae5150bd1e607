import { Button, Checkbox, Flex, Form, Input, Space, Typography } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useMe } from '../../client/session';
import { FormModal } from '../../components/form-modal';
import { PageState } from '../../components/page-state';
import { Section } from '../../components/section';
import { ToneTag } from '../../components/tone-tag';
import { type Scheme, useChangeScheme, useScheme } from './queries';
import { SchemeEditor } from './scheme-editor';

/** A scheme with every version of its rule. */
export default function SchemePage() {
  const { id } = useParams();
  const scheme = useScheme(id);
  if (!scheme.data) return <PageState error={scheme.error} onRetry={() => void scheme.refetch()} />;
  return <Shown scheme={scheme.data} />;
}

function Shown({ scheme }: { scheme: Scheme }) {
  const { t } = useTranslation();
  const { permissions } = useMe();
  const [open, setOpen] = useState<'edit' | 'copy' | 'rename'>();
  const [newest, ...earlier] = scheme.versions;
  return (
    <Flex vertical gap={12}>
      <Flex justify="space-between" align="start" wrap gap={12}>
        <div style={{ minWidth: 0, flex: 1 }}>
          <Link to="/scoring?tab=schemes">{t('scoring.tabs.schemes')}</Link>
          <Typography.Title level={4} style={{ margin: '4px 0' }}>
            {scheme.name} {!scheme.active && <ToneTag tone="calm">{t('scoring.schemes.inactive')}</ToneTag>}
          </Typography.Title>
          <Typography.Text type="secondary" className="wrap-anywhere">
            {scheme.description}
          </Typography.Text>
        </div>
        {permissions.includes('scoring.scheme') && (
          <Space wrap>
            <Button onClick={() => setOpen('rename')}>{t('scoring.schemes.rename')}</Button>
            <Button onClick={() => setOpen('copy')}>{t('scoring.schemes.copy')}</Button>
            <Button type="primary" onClick={() => setOpen('edit')}>
              {t('scoring.schemes.edit')}
            </Button>
          </Space>
        )}
      </Flex>
      {newest && <Version version={newest} />}
      {earlier.map((version) => (
        <Version key={version.number} version={version} />
      ))}
      {open === 'edit' && <SchemeEditor scheme={scheme} onClose={() => setOpen(undefined)} />}
      {open === 'copy' && <SchemeEditor like={scheme} onClose={() => setOpen(undefined)} />}
      {open === 'rename' && <Rename scheme={scheme} onClose={() => setOpen(undefined)} />}
    </Flex>
  );
}

function Version({ version }: { version: Scheme['versions'][number] }) {
  const { t } = useTranslation();
  const { rule } = version;
  return (
    <Section
      title={[
        t('scoring.schemes.version', { n: version.number }),
        t('scoring.schemes.from', { month: version.fromMonth }),
        t(`scoring.schemes.periods.${rule.period}`),
      ].join(' · ')}
      extra={
        <Typography.Text type="secondary">
          {version.createdByName ?? t('scoring.schemes.shipped')} {dayjs(version.createdAt).format('YYYY-MM-DD')}
        </Typography.Text>
      }
    >
      {version.reason !== '' && (
        <Typography.Paragraph>{t('scoring.schemes.reason', { reason: version.reason })}</Typography.Paragraph>
      )}
      <ol style={{ margin: 0, paddingInlineStart: 20 }}>
        {rule.items.map((item, index) => (
          <li key={item.code} className="wrap-anywhere" style={{ marginBottom: 4 }}>
            <strong>{item.name}</strong>（{t(`scoring.editor.kinds.${item.kind}`)}）：{version.words[index]}
            {item.note && <Typography.Text type="secondary"> {item.note}</Typography.Text>}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Rename({ scheme, onClose }: { scheme: Scheme; onClose: () => void }) {
  const { t } = useTranslation();
  const change = useChangeScheme(scheme.id);
  type Values = { name: string; description: string; active: boolean };
  return (
    <FormModal<Values>
      title={t('scoring.schemes.rename')}
      onClose={onClose}
      initial={scheme}
      version={scheme.version}
      labels={{ name: t('scoring.schemes.name'), description: t('scoring.schemes.description') }}
      submit={(values, version) => change.mutateAsync({ ...values, version })}
    >
      <Form.Item
        name="name"
        label={t('scoring.schemes.name')}
        rules={[{ required: true, whitespace: true, min: 2, message: t('scoring.schemes.nameRequired') }]}
      >
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="description" label={t('scoring.schemes.description')}>
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={1000} showCount />
      </Form.Item>
      <Form.Item name="active" valuePropName="checked">
        <Checkbox>{t('scoring.schemes.active')}</Checkbox>
      </Form.Item>
    </FormModal>
  );
}
