import { Button, Card, Flex, Form, Input, Typography } from 'antd';
import { type FocusEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Watch } from './queries';
import type { RuleValues } from './rule-values';
import { sampleOf } from './wording';

type Box = HTMLInputElement | HTMLTextAreaElement;

/** Title and text of a rule's reminders, with what can be inserted and how it looks when it arrives. */
export function WordingFields({ watch }: { watch: Watch }) {
  const { t } = useTranslation();
  const form = Form.useFormInstance<RuleValues>();
  // Where people wrote last is where the placeholder goes.
  const last = useRef<{ field: 'title' | 'body'; box: Box }>(undefined);
  const wrote = (field: 'title' | 'body') => (event: FocusEvent<Box>) => {
    last.current = { field, box: event.target };
  };
  const insert = (name: string) => {
    const field = last.current?.field ?? 'title';
    const text = (form.getFieldValue(field) as string | undefined) ?? '';
    const box = last.current?.box;
    const [from, to] = [box?.selectionStart ?? text.length, box?.selectionEnd ?? text.length];
    const piece = `{${name}}`;
    form.setFieldValue(field, text.slice(0, from) + piece + text.slice(to));
    if (!box) return;
    box.focus();
    // Once the box shows the new text.
    requestAnimationFrame(() => box.setSelectionRange(from + piece.length, from + piece.length));
  };
  return (
    <>
      <Form.Item
        name="title"
        label={t('reminders.form.title')}
        rules={[{ required: true, whitespace: true, message: t('reminders.form.titleRequired') }]}
      >
        <Input maxLength={120} onFocus={wrote('title')} />
      </Form.Item>
      <Form.Item name="body" label={t('reminders.form.body')} extra={t('reminders.form.optionalHint')}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={600} onFocus={wrote('body')} />
      </Form.Item>
      <Flex wrap gap={6} align="center" style={{ marginBottom: 16 }}>
        <Typography.Text type="secondary">{t('reminders.form.insert')}</Typography.Text>
        {watch.placeholders.map((name) => (
          <Button
            key={name}
            size="small"
            aria-label={t('reminders.form.insertOf', { name })}
            // The box keeps the focus and the place in it.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => insert(name)}
          >
            {name}
          </Button>
        ))}
      </Flex>
      <Sample />
    </>
  );
}

function Sample() {
  const { t } = useTranslation();
  const form = Form.useFormInstance<RuleValues>();
  const title = Form.useWatch('title', form) ?? '';
  const body = Form.useWatch('body', form) ?? '';
  return (
    <Card size="small" type="inner" style={{ marginBottom: 16, background: '#f7f9fc' }} aria-live="off">
      <Typography.Text type="secondary" style={{ fontSize: 13 }}>
        {t('reminders.form.sample')} {t('reminders.form.sampleHint')}
      </Typography.Text>
      <div className="wrap-anywhere">
        <strong>{sampleOf(title)}</strong>
        <div style={{ whiteSpace: 'pre-wrap' }}>{sampleOf(body)}</div>
      </div>
    </Card>
  );
}
