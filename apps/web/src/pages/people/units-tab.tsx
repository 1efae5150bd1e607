import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Form, Input, Select, Switch, Table, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDictionary, useUnits } from '../../client/dictionary';
import { FormModal } from '../../components/form-modal';
import { PageState } from '../../components/page-state';
import { type Unit, UNIT_KINDS, useChangeUnit, useCreateUnit } from './queries';

/** The units, a new one, and one to rename or close. */
export function UnitsTab() {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const units = useUnits();
  const [editing, setEditing] = useState<Unit | 'new'>();
  if (!units.data) return <PageState error={units.error} onRetry={() => void units.refetch()} />;
  return (
    <>
      <Flex justify="space-between" align="center" style={{ marginBottom: 16 }}>
        <Typography.Text type="secondary">{t('shell.people.totalUnits', { count: units.data.total })}</Typography.Text>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
          {t('shell.people.createUnit')}
        </Button>
      </Flex>
      <Table<Unit>
        size="small"
        rowKey="id"
        dataSource={units.data.items}
        pagination={false}
        columns={[
          {
            title: t('shell.people.unitName'),
            render: (_, { name, active }) => (
              <>
                {name} {!active && <Tag>{t('shell.people.inactive')}</Tag>}
              </>
            ),
          },
          { title: t('shell.people.unitKind'), render: (_, { kind }) => dictionary.word('unitKind', kind) },
          {
            title: '',
            render: (_, unit) => (
              <Button size="small" onClick={() => setEditing(unit)}>
                {t('shell.people.change')}
              </Button>
            ),
          },
        ]}
      />
      {editing && <UnitForm unit={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </>
  );
}

interface Values extends Record<string, unknown> {
  name: string;
  kind: Unit['kind'];
  active?: boolean;
}

function UnitForm({ unit, onClose }: { unit?: Unit; onClose: () => void }) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const create = useCreateUnit();
  const change = useChangeUnit(unit?.id ?? '');
  const name = t('shell.people.unitName');
  const kind = t('shell.people.unitKind');
  return (
    <FormModal<Values>
      title={unit ? `${t('shell.people.change')}：${unit.name}` : t('shell.people.createUnit')}
      onClose={onClose}
      initial={unit ?? { kind: 'department' }}
      version={unit?.version}
      labels={{ name, kind, active: t('shell.people.state') }}
      show={(field, value) => {
        if (field === 'kind') return dictionary.word('unitKind', String(value));
        return field === 'active' ? t(value ? 'shell.people.active' : 'shell.people.inactive') : String(value);
      }}
      submit={({ active, ...facts }, version) =>
        unit ? change.mutateAsync({ ...facts, active, version: version ?? unit.version }) : create.mutateAsync(facts)
      }
    >
      <Form.Item
        name="name"
        label={name}
        rules={[{ required: true, message: t('shell.people.required', { field: name }) }]}
      >
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="kind" label={kind}>
        <Select options={UNIT_KINDS.map((code) => ({ value: code, label: dictionary.word('unitKind', code) }))} />
      </Form.Item>
      {unit && (
        <Form.Item
          name="active"
          label={t('shell.people.active')}
          valuePropName="checked"
          extra={t('shell.people.unitActiveHint')}
        >
          <Switch />
        </Form.Item>
      )}
    </FormModal>
  );
}
