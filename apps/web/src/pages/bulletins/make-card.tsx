import { Alert, App, Button, Flex, Radio, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../client/client';
import { Section } from '../../components/section';
import { FORMATS, type Format, useRequest, useTemplates } from './queries';

/** Asks for a file of what the preview shows. */
export function MakeCard({ month, revision }: { month: string; revision?: number }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const templates = useTemplates(true);
  const request = useRequest();
  const [format, setFormat] = useState<Format>('docx');
  const [templateId, setTemplateId] = useState<string>();
  const make = () =>
    request.mutate(
      { month, revision, format, templateId: format === 'docx' ? templateId : undefined },
      {
        onSuccess: ({ state }) =>
          void message.success(t(state === 'ready' ? 'bulletins.make.there' : 'bulletins.make.asked')),
      },
    );
  return (
    <Section title={t('bulletins.make.title')}>
      <Flex vertical gap={12}>
        <Radio.Group
          aria-label={t('bulletins.format')}
          optionType="button"
          value={format}
          onChange={({ target }) => setFormat(target.value as Format)}
          options={FORMATS.map((one) => ({ value: one, label: t(`bulletins.formats.${one}`) }))}
        />
        {format === 'docx' && (
          <Select
            aria-label={t('bulletins.template')}
            allowClear
            placeholder={t('bulletins.make.national')}
            value={templateId}
            onChange={(id?: string) => setTemplateId(id)}
            options={templates.data?.items.map(({ id, name, version }) => ({
              value: id,
              label: t('bulletins.templates.nameVersion', { name, version }),
            }))}
          />
        )}
        <Typography.Text type="secondary">{t('bulletins.make.hint')}</Typography.Text>
        {request.error && <Alert type="error" showIcon title={sentenceOf(request.error)} />}
        <Button type="primary" loading={request.isPending} onClick={make}>
          {t('bulletins.make.button')}
        </Button>
      </Flex>
    </Section>
  );
}
