import { Alert, App, Descriptions, Form, type FormInstance, Modal } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultsIn, Problem, sentenceOf } from '../client/client';
import { CorrectionReason, mayCorrect } from './correction-reason';

type Values = Record<string, unknown>;

interface FormModalProps<V extends Values> {
  title: string;
  /** What the button says, where it is not saving. */
  okText?: string;
  onClose: () => void;
  /** What is known: the form starts with it. */
  initial: Partial<V>;
  /** The version that was seen when the form was opened. */
  version?: number;
  /** Field → its label, for what a conflict shows. */
  labels: Partial<Record<keyof V & string, string>>;
  /** A value in words, where the code itself is not for people. */
  show?: (field: keyof V & string, value: unknown) => string;
  submit: (values: V, version: number | undefined) => Promise<unknown>;
  /** Called on each change, for fields that fill in others. */
  onChange?: (changed: Partial<V>, form: FormInstance<V>) => void;
  /** Wider than usual, where there is room. */
  width?: number;
  children: ReactNode;
}

/**
 * A form in a dialog. A 400's details land on their fields; a 409 shows what changed and keeps what was typed, and saving
 * once more is then against the version that was shown.
 */
export function FormModal<V extends Values>(props: FormModalProps<V>) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<V>();
  const [saving, setSaving] = useState(false);
  const [fault, setFault] = useState<string>();
  const [current, setCurrent] = useState<Values>();
  // The write touches a month that is closed: who may correct it is asked why.
  const [correcting, setCorrecting] = useState(false);
  const told = useRef<HTMLDivElement>(null);
  // A long form was sent from its end, where nobody sees what is said at its head.
  useEffect(() => {
    if (fault !== undefined || current) told.current?.scrollIntoView({ block: 'center' });
  }, [fault, current]);

  const save = async (values: V) => {
    setSaving(true);
    setFault(undefined);
    try {
      await props.submit(values, versionIn(current) ?? props.version);
      void message.success(t('projects.form.saved'));
      props.onClose();
    } catch (error) {
      if (error instanceof Problem && error.status === 409 && versionIn(error.details) !== undefined) {
        setCurrent(error.details as Values);
      } else {
        if (mayCorrect(error)) setCorrecting(true);
        setFault(sentenceOf(error));
        form.setFields(
          faultsIn(error).map(({ field, message: sentence }) => ({
            // `stepDays.due.low` is a field within a field.
            name: field.split('.') as never,
            errors: [sentence],
          })),
        );
      }
    } finally {
      setSaving(false);
    }
  };

  const show = (field: keyof V & string, value: unknown): string =>
    value === null || value === undefined || value === ''
      ? t('projects.form.empty')
      : (props.show?.(field, value) ?? String(value));
  const typed = (field: keyof V & string): unknown => (form.getFieldsValue(true) as Values)[field];
  const differing = (Object.keys(props.labels) as (keyof V & string)[]).filter(
    (field) => current && field in current && show(field, current[field]) !== show(field, typed(field)),
  );

  return (
    <Modal
      open
      title={props.title}
      width={props.width}
      okText={props.okText ?? t('projects.form.save')}
      cancelText={t('projects.form.cancel')}
      confirmLoading={saving}
      onOk={form.submit}
      onCancel={props.onClose}
      mask={{ closable: false }}
    >
      <div ref={told} />
      {current && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 16 }}
          title={t('projects.form.stale')}
          description={
            <>
              {t('projects.form.staleHint')}
              <Descriptions
                size="small"
                column={1}
                items={differing.map((field) => ({
                  key: field,
                  label: props.labels[field],
                  children: `${t('projects.form.staleNow')} ${show(field, current[field])}，${t('projects.form.staleYours')} ${show(field, typed(field))}`,
                }))}
              />
            </>
          }
        />
      )}
      {fault && <Alert type="error" showIcon style={{ marginBottom: 16 }} title={fault} />}
      <Form<V>
        form={form}
        layout="vertical"
        initialValues={props.initial}
        onFinish={(values) => void save(values)}
        onValuesChange={(changed) => props.onChange?.(changed as Partial<V>, form)}
        scrollToFirstError
      >
        {props.children}
        {correcting && <CorrectionReason />}
      </Form>
    </Modal>
  );
}

const versionIn = (state: unknown): number | undefined => {
  const version = (state as { version?: unknown } | null | undefined)?.version;
  return typeof version === 'number' ? version : undefined;
};
