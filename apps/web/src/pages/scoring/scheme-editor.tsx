import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, App, Button, Card, Flex, Form, Input, InputNumber, Modal, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { faultsIn, sentenceOf } from '../../client/client';
import { useDictionary, useDistrict } from '../../client/dictionary';
import { MonthInput } from '../../components/day-input';
import { useIsPhone } from '../../components/use-is-phone';
import { ItemFields } from './item-fields';
import { type Preview, type Scheme, useAddVersion, useCreateScheme, usePreview } from './queries';
import { newItem, pathOf, ruleOf, type SchemeValues, startingValues } from './scheme-values';
import { PreviewTable } from './preview-table';

const LISTS = ['provincial-key', 'city-key', 'district-key', 'thirty-projects', 'three-batches', 'other'];

interface SchemeEditorProps {
  /** The scheme that gets another version. */
  scheme?: Scheme;
  /** A new scheme begins as a copy of it. */
  like?: Scheme;
  onClose: () => void;
}

/**
 * The rule of a scheme as a form. A change of one that is there is tried on the last month first: what it does to the
 * ranking is shown before it can be kept.
 */
export function SchemeEditor({ scheme, like, onClose }: SchemeEditorProps) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { message } = App.useApp();
  const { word } = useDictionary();
  const { today } = useDistrict();
  const navigate = useNavigate();
  const create = useCreateScheme();
  const add = useAddVersion(scheme?.id ?? '');
  const preview = usePreview(scheme?.id ?? '');
  const [form] = Form.useForm<SchemeValues>();
  const [tried, setTried] = useState<Preview>();
  const [faults, setFaults] = useState<string[]>([]);

  const refused = (error: unknown) => {
    const found = faultsIn(error);
    setFaults(found.length > 0 ? [...new Set(found.map(({ message: sentence }) => sentence))] : [sentenceOf(error)]);
    form.setFields(found.map(({ field, message: sentence }) => ({ name: pathOf(field) as never, errors: [sentence] })));
  };
  /** The form as it stands, or nothing where a field wants a value. */
  const typed = async (): Promise<SchemeValues | undefined> => {
    setFaults([]);
    try {
      await form.validateFields();
      return form.getFieldsValue(true) as SchemeValues;
    } catch (error) {
      const { errorFields = [] } = error as { errorFields?: { errors: string[] }[] };
      setFaults([...new Set(errorFields.flatMap(({ errors }) => errors))]);
      return undefined;
    }
  };
  const tryIt = async () => {
    const values = await typed();
    if (values) await preview.mutateAsync({ rule: ruleOf(values) }).then(setTried, refused);
  };
  const keep = async () => {
    const values = await typed();
    if (!values) return;
    const { fromMonth, reason = '', name = '', description = '' } = values;
    const rule = ruleOf(values);
    try {
      if (scheme) await add.mutateAsync({ fromMonth, reason, rule, number: scheme.number });
      else {
        const made = await create.mutateAsync({ name, description, fromMonth, rule });
        void navigate(`/scoring/schemes/${made.id}`);
      }
      void message.success(t('scoring.editor.saved'));
      onClose();
    } catch (error) {
      refused(error);
    }
  };

  return (
    <Modal
      open
      width={phone ? '100%' : 920}
      title={scheme ? t('scoring.editor.title', { name: scheme.name }) : t('scoring.editor.createTitle')}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        <Flex wrap gap={8} justify="end">
          <Button onClick={onClose}>{t('projects.form.cancel')}</Button>
          {scheme && (
            <Button loading={preview.isPending} onClick={() => void tryIt()}>
              {t('scoring.editor.preview')}
            </Button>
          )}
          <Button
            type="primary"
            disabled={scheme !== undefined && tried === undefined}
            title={scheme && !tried ? t('scoring.editor.previewFirst') : undefined}
            loading={add.isPending || create.isPending}
            onClick={() => void keep()}
          >
            {t(scheme ? 'scoring.editor.save' : 'scoring.editor.create')}
          </Button>
        </Flex>
      }
    >
      <Form<SchemeValues>
        form={form}
        layout="vertical"
        initialValues={startingValues(scheme ?? like, like !== undefined, today.slice(0, 7))}
        // What was tried is no longer what is there.
        onValuesChange={() => setTried(undefined)}
      >
        {!scheme && (
          <>
            <Form.Item
              name="name"
              label={t('scoring.schemes.name')}
              rules={[{ required: true, whitespace: true, min: 2, message: t('scoring.schemes.nameRequired') }]}
            >
              <Input maxLength={60} />
            </Form.Item>
            <Form.Item name="description" label={t('scoring.schemes.description')}>
              <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} />
            </Form.Item>
          </>
        )}
        <Flex wrap gap={16}>
          <Form.Item name="fromMonth" label={t('scoring.editor.from')} style={{ width: 150 }}>
            <MonthInput />
          </Form.Item>
          <Form.Item name="period" label={t('scoring.editor.period')} style={{ width: 150 }}>
            <Select
              options={(['month', 'quarter', 'year'] as const).map((value) => ({
                value,
                label: t(`scoring.schemes.periods.${value}`),
              }))}
            />
          </Form.Item>
          <Form.Item name="digits" label={t('scoring.editor.digits')} style={{ width: 150 }}>
            <InputNumber min={0} max={4} precision={0} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item
            name="lists"
            label={t('scoring.editor.lists')}
            extra={t('scoring.editor.listsHint')}
            style={{ flex: 1, minWidth: 220 }}
          >
            <Select mode="multiple" options={LISTS.map((value) => ({ value, label: word('listKind', value) }))} />
          </Form.Item>
        </Flex>
        {scheme && (
          <Form.Item
            name="reason"
            label={t('scoring.editor.reason')}
            rules={[{ required: true, whitespace: true, message: t('scoring.editor.reasonRequired') }]}
          >
            <Input maxLength={300} />
          </Form.Item>
        )}
        <Items />
      </Form>
      {faults.length > 0 && (
        <Alert
          type="error"
          showIcon
          style={{ marginTop: 12 }}
          title={t('scoring.editor.faulty', { count: faults.length })}
          description={faults.map((fault) => (
            <div key={fault}>{fault}</div>
          ))}
        />
      )}
      {tried && <PreviewTable preview={tried} />}
    </Modal>
  );
}

function Items() {
  const { t } = useTranslation();
  return (
    <Form.List name="items">
      {(fields, { add, remove, move }) => (
        <Flex vertical gap={12}>
          {fields.map(({ key, name }) => (
            <Card
              key={key}
              size="small"
              type="inner"
              title={<ItemTitle place={name} />}
              extra={
                <Space size={0}>
                  <Button
                    type="text"
                    size="small"
                    icon={<ArrowUpOutlined />}
                    aria-label={t('scoring.editor.up')}
                    disabled={name === 0}
                    onClick={() => move(name, name - 1)}
                  />
                  <Button
                    type="text"
                    size="small"
                    icon={<ArrowDownOutlined />}
                    aria-label={t('scoring.editor.down')}
                    disabled={name === fields.length - 1}
                    onClick={() => move(name, name + 1)}
                  />
                  <Button
                    type="text"
                    size="small"
                    danger
                    icon={<DeleteOutlined />}
                    aria-label={t('scoring.editor.remove')}
                    onClick={() => remove(name)}
                  />
                </Space>
              }
            >
              <ItemFields place={name} />
            </Card>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add(newItem(fields.length + 1))}>
            {t('scoring.editor.addItem')}
          </Button>
        </Flex>
      )}
    </Form.List>
  );
}

function ItemTitle({ place }: { place: number }) {
  const form = Form.useFormInstance<SchemeValues>();
  const name = Form.useWatch(['items', place, 'name'], form) as string | undefined;
  return (
    <>
      {place + 1}. {name}
    </>
  );
}
