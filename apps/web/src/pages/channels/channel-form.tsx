import { Button, Form, Input, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormModal } from '../../components/form-modal';
import {
  type Channel,
  type ChannelField,
  type ChannelKind,
  useChangeChannel,
  useCreateChannel,
  wordsOf,
} from './queries';

type Value = string | number | boolean | null | undefined;

interface Values extends Record<string, unknown> {
  name: string;
  active: boolean;
  digestAbove: number;
  settings?: Record<string, Value>;
  secrets?: Record<string, Value>;
}

/** What is empty takes a setting away; a secret that is left empty stays as it is, one that was cleared goes. */
function halvesOf({ settings = {}, secrets = {} }: Values, kind: ChannelKind): Pick<Values, 'settings' | 'secrets'> {
  const plain = kind.fields.filter(({ secret }) => !secret).map(({ key }) => [key, settings[key] ?? null] as const);
  const typed = Object.entries(secrets).filter(([, value]) => value !== undefined && value !== '');
  return { settings: Object.fromEntries(plain), secrets: Object.fromEntries(typed) };
}

/** What the form of a new channel begins with, or what is known of one. */
function initialOf(kind: ChannelKind, channel: Channel | undefined): Partial<Values> {
  if (channel) {
    const { name, active, digestAbove, settings } = channel;
    return { name, active, digestAbove, settings: settings as Record<string, Value> };
  }
  const begin = (secret: boolean) =>
    Object.fromEntries(
      kind.fields.flatMap((field) =>
        field.secret === secret && field.initial !== null ? [[field.key, field.initial as Value]] : [],
      ),
    );
  return { active: true, digestAbove: 5, settings: begin(false), secrets: begin(true) };
}

function FieldInput({ field, placeholder, ...props }: { field: ChannelField; placeholder?: string }) {
  if (field.type === 'yes-no') return <Switch {...props} />;
  if (field.type === 'whole')
    return <InputNumber {...props} placeholder={placeholder} min={field.min} max={field.max} precision={0} />;
  if (field.type === 'choice') {
    const options = field.choices.map(({ value, label }) => ({ value, label: wordsOf(label) }));
    return <Select {...props} options={options} />;
  }
  if (field.type === 'lines')
    return (
      <Input.TextArea
        {...props}
        placeholder={placeholder}
        autoSize={{ minRows: 3, maxRows: 10 }}
        maxLength={field.max}
      />
    );
  // A robot's address is pasted and compared by eye; only keys and passwords are hidden while they are typed.
  return field.secret && field.type === 'text' ? (
    <Input.Password {...props} placeholder={placeholder} autoComplete="new-password" maxLength={field.max} />
  ) : (
    <Input {...props} placeholder={placeholder} autoComplete="off" maxLength={field.max} />
  );
}

/** Takes away a secret that is set and need not be. */
function ClearSecret({ name, label }: { name: string; label: string }) {
  const { t } = useTranslation();
  const form = Form.useFormInstance<Values>();
  const cleared = Form.useWatch(['secrets', name], form) === null;
  return (
    <Button
      type="link"
      size="small"
      disabled={cleared}
      aria-label={`${t('channels.clear')} ${label}`}
      onClick={() => form.setFieldValue(['secrets', name], null)}
    >
      {t(cleared ? 'channels.willClear' : 'channels.clear')}
    </Button>
  );
}

/** A channel's form, built from the fields of its kind. */
export function ChannelForm({
  kind,
  channel,
  onClose,
}: {
  kind: ChannelKind;
  /** Left out: a new one. */
  channel?: Channel;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const create = useCreateChannel();
  const change = useChangeChannel(channel?.id ?? '');
  const maskOf = ({ key, secret }: ChannelField): string | undefined =>
    secret && channel?.unreadable === null ? channel.masked[key] : undefined;
  const placeholderOf = (field: ChannelField): string | undefined => {
    const masked = maskOf(field);
    if (masked !== undefined) return t('channels.kept', { masked });
    return channel && channel.unreadable !== null && field.secret && field.required
      ? t('channels.enterAgain')
      : undefined;
  };

  const submit = (values: Values, version: number | undefined) => {
    const { name, active, digestAbove } = values;
    const facts = { name, active, digestAbove, ...halvesOf(values, kind) };
    return channel
      ? change.mutateAsync({ ...facts, version: version ?? channel.version })
      : create.mutateAsync({ ...facts, kind: kind.kind });
  };

  return (
    <FormModal<Values>
      title={
        channel
          ? t('channels.changeTitle', { name: channel.name })
          : t('channels.addTitle', { kind: wordsOf(kind.label) })
      }
      width={560}
      onClose={onClose}
      initial={initialOf(kind, channel)}
      version={channel?.version}
      labels={{ name: t('channels.name'), digestAbove: t('channels.digestAbove') }}
      submit={submit}
    >
      <Form.Item
        name="name"
        label={t('channels.name')}
        rules={[{ required: true, whitespace: true, message: t('channels.required', { field: t('channels.name') }) }]}
      >
        <Input maxLength={40} placeholder={t('channels.namePlaceholder')} />
      </Form.Item>
      {kind.fields.map((field) => (
        <Form.Item
          key={field.key}
          name={[field.secret ? 'secrets' : 'settings', field.key]}
          label={
            <>
              {wordsOf(field.label)}
              {maskOf(field) !== undefined && !field.required && (
                <ClearSecret name={field.key} label={wordsOf(field.label)} />
              )}
            </>
          }
          extra={field.help && <span className="wrap-anywhere">{wordsOf(field.help)}</span>}
          valuePropName={field.type === 'yes-no' ? 'checked' : 'value'}
          rules={[
            {
              required: field.required && maskOf(field) === undefined,
              message: t('channels.required', { field: wordsOf(field.label) }),
            },
          ]}
        >
          <FieldInput field={field} placeholder={placeholderOf(field)} />
        </Form.Item>
      ))}
      <Form.Item name="digestAbove" label={t('channels.digestAbove')} extra={t('channels.digestAboveHint')}>
        <InputNumber min={1} max={1000} precision={0} />
      </Form.Item>
      <Form.Item name="active" label={t('channels.active')} valuePropName="checked" extra={t('channels.activeHint')}>
        <Switch />
      </Form.Item>
    </FormModal>
  );
}
