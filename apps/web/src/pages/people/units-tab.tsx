import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Form, Input, Select, Table, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDictionary, useUnits } from '../../client/dictionary';
import { FormModal } from '../../components/form-modal';
import { PageState } from '../../components/page-state';
import { type Unit, UNIT_KINDS, useCreateUnit } from './queries';

/** The units, and a new one. */
export function UnitsTab() {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const units = useUnits();
  const [creating, setCreating] = useState(false);
  if (!units.data) return <PageState error={units.error} onRetry={() => void units.refetch()} />;
  return (
    <>
      <Flex justify="space-between" align="center" style={{ marginBottom: 16 }}>
        <Typography.Text type="secondary">{t('shell.people.totalUnits', { count: units.data.total })}</Typography.Text>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)}>
          {t('shell.people.createUnit')}
        </Button>
      </Flex>
      <Table<Unit>
        size="small"
        rowKey="id"
        dataSource={units.data.items}
        pagination={false}
        columns={[
          { title: t('shell.people.unitName'), dataIndex: 'name' },
          { title: t('shell.people.unitKind'), render: (_, { kind }) => dictionary.word('unitKind', kind) },
        ]}
      />
      {creating && <UnitForm onClose={() => setCreating(false)} />}
    </>
  );
}

interface Values extends Record<string, unknown> {
  name: string;
  kind: Unit['kind'];
}

function UnitForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const create = useCreateUnit();
  const name = t('shell.people.unitName');
  return (
    <FormModal<Values>
      title={t('shell.people.createUnit')}
      onClose={onClose}
      initial={{ kind: 'department' }}
      labels={{}}
      submit={(values) => create.mutateAsync(values)}
    >
      <Form.Item
        name="name"
        label={name}
        rules={[{ required: true, message: t('shell.people.required', { field: name }) }]}
      >
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="kind" label={t('shell.people.unitKind')}>
        <Select options={UNIT_KINDS.map((code) => ({ value: code, label: dictionary.word('unitKind', code) }))} />
      </Form.Item>
    </FormModal>
  );
}
