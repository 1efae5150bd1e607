import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, App, Button, Card, Flex, Form, Input, Modal, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultsIn, Problem, sentenceOf } from '../../client/client';
import { useUnits } from '../../client/dictionary';
import { uuidv7 } from '../../client/uuid';
import { DayInput } from '../../components/day-input';
import { usePeople } from '../people/queries';
import { type Plan, usePlanSteps } from './steps-queries';

interface Row {
  id: string;
  title: string;
  ownerUnitId?: string;
  ownerId?: string | null;
  plannedOn?: string;
  done: boolean;
}

interface Values {
  steps: Row[];
  note?: string;
}

const fresh = (): Row => ({ id: uuidv7(), title: '', done: false });

/** The whole plan of an item: steps in their order, each with its department and day. */
export function StepsForm({ issueId, plan, onClose }: { issueId: string; plan: Plan; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const write = usePlanSteps(issueId);
  const [id, setId] = useState(() => uuidv7());
  const [version, setVersion] = useState(plan.issueVersion);
  const known = plan.steps.map(({ id: step, title, ownerUnitId, ownerId, plannedOn, doneOn }) => ({
    id: step,
    title,
    ownerUnitId,
    ownerId,
    plannedOn,
    done: doneOn !== null,
  }));
  const submit = ({ steps, note = '' }: Values) =>
    write.mutate(
      {
        id,
        version,
        note: note.trim(),
        steps: steps.map(({ id: step, title, ownerUnitId = '', ownerId = null, plannedOn = '' }) => ({
          id: step,
          title: title.trim(),
          ownerUnitId,
          ownerId,
          plannedOn,
        })),
      },
      {
        onSuccess: () => {
          void message.success(t('ledgers.steps.saved'));
          onClose();
        },
        onError: (error) => {
          if (error instanceof Problem && error.code === 'stale') setVersion((error.details as Plan).issueVersion);
          // Another body from now on: it needs an id of its own.
          setId(uuidv7());
          form.setFields(
            faultsIn(error).map(({ field, message: sentence }) => ({
              name: field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part)) as never,
              errors: [sentence],
            })),
          );
        },
      },
    );
  return (
    <Modal
      open
      width={760}
      title={t(plan.steps.length > 0 ? 'ledgers.steps.change' : 'ledgers.steps.edit')}
      okText={t('ledgers.steps.save')}
      cancelText={t('shell.cancel')}
      confirmLoading={write.isPending}
      onOk={form.submit}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      {write.error && (
        <Alert
          type={write.error instanceof Problem && write.error.code === 'stale' ? 'warning' : 'error'}
          showIcon
          style={{ marginBottom: 16 }}
          title={sentenceOf(write.error)}
        />
      )}
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ steps: known.length > 0 ? known : [fresh()] }}
        onFinish={submit}
        scrollToFirstError
      >
        <Form.List name="steps">
          {(fields, { add, remove, move }) => (
            <Flex vertical gap={8}>
              {fields.map(({ key, name }, index) => (
                <StepRow
                  key={key}
                  name={name}
                  first={index === 0}
                  last={index === fields.length - 1}
                  onMove={(by) => move(index, index + by)}
                  onRemove={fields.length > 1 ? () => remove(name) : undefined}
                />
              ))}
              {fields.length < 50 && (
                <Button icon={<PlusOutlined />} type="dashed" block onClick={() => add(fresh())}>
                  {t('ledgers.steps.add')}
                </Button>
              )}
            </Flex>
          )}
        </Form.List>
        <Form.Item name="note" label={t('ledgers.steps.note')} style={{ marginTop: 16 }}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

interface StepRowProps {
  name: number;
  first: boolean;
  last: boolean;
  onMove: (by: 1 | -1) => void;
  onRemove?: () => void;
}

function StepRow({ name, first, last, onMove, onRemove }: StepRowProps) {
  const { t } = useTranslation();
  const form = Form.useFormInstance<Values>();
  const units = useUnits();
  const row = Form.useWatch(['steps', name], form) as Row | undefined;
  const done = row?.done ?? false;
  const people = usePeople({ unitId: row?.ownerUnitId, pageSize: 100 });
  const handlers = people.data?.items.filter(
    ({ unitId, active, roles }) =>
      unitId === row?.ownerUnitId && active && roles.some((role) => role === 'handler' || role === 'head'),
  );
  const required = (field: string) => [{ required: true, message: t('ledgers.required', { field }) }];
  return (
    <Card size="small">
      <Flex justify="space-between" align="center" gap={8} style={{ marginBottom: 8 }}>
        <Typography.Text strong>
          {name + 1}
          {done && (
            <Typography.Text type="secondary" style={{ marginInlineStart: 12, fontWeight: 400 }}>
              {t('ledgers.steps.doneFixed')}
            </Typography.Text>
          )}
        </Typography.Text>
        <Flex gap={4}>
          <Button
            type="text"
            icon={<ArrowUpOutlined />}
            aria-label={t('ledgers.steps.up')}
            disabled={first}
            onClick={() => onMove(-1)}
          />
          <Button
            type="text"
            icon={<ArrowDownOutlined />}
            aria-label={t('ledgers.steps.down')}
            disabled={last}
            onClick={() => onMove(1)}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('ledgers.steps.remove')}
            disabled={done || !onRemove}
            onClick={onRemove}
          />
        </Flex>
      </Flex>
      <Form.Item hidden name={[name, 'id']}>
        <Input />
      </Form.Item>
      <Form.Item
        name={[name, 'title']}
        label={t('ledgers.steps.name')}
        style={{ marginBottom: 8 }}
        rules={[
          {
            required: true,
            whitespace: true,
            min: 2,
            message: t('ledgers.required', { field: t('ledgers.steps.name') }),
          },
        ]}
      >
        <Input maxLength={100} disabled={done} />
      </Form.Item>
      <Flex wrap gap="0 12px">
        <Form.Item
          name={[name, 'ownerUnitId']}
          label={t('ledgers.steps.owner')}
          style={{ flex: '1 1 200px', marginBottom: 8 }}
          rules={required(t('ledgers.steps.owner'))}
        >
          <Select
            disabled={done}
            showSearch={{ optionFilterProp: 'label' }}
            options={units.data?.items
              .filter(({ active, id }) => active || id === row?.ownerUnitId)
              .map(({ id, name: unit }) => ({ value: id, label: unit }))}
            onChange={() => form.setFieldValue(['steps', name, 'ownerId'], null)}
          />
        </Form.Item>
        <Form.Item
          name={[name, 'ownerId']}
          label={t('ledgers.steps.person')}
          style={{ flex: '1 1 140px', marginBottom: 8 }}
        >
          <Select
            disabled={done || !row?.ownerUnitId}
            allowClear
            placeholder={t('ledgers.steps.anyone')}
            options={handlers?.map(({ id, name: person }) => ({ value: id, label: person }))}
            onClear={() => form.setFieldValue(['steps', name, 'ownerId'], null)}
          />
        </Form.Item>
        <Form.Item
          name={[name, 'plannedOn']}
          label={t('ledgers.steps.plannedOn')}
          style={{ flex: '1 1 150px', marginBottom: 8 }}
          rules={required(t('ledgers.steps.plannedOn'))}
        >
          <DayInput disabled={done} />
        </Form.Item>
      </Flex>
    </Card>
  );
}
