import { PlusOutlined } from '@ant-design/icons';
import { Button, Card, Flex, Form, Input, InputNumber, Select, Switch, Table, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDictionary, useUnits } from '../../client/dictionary';
import { FormModal } from '../../components/form-modal';
import { PageState } from '../../components/page-state';
import { Pieces } from '../../components/pieces';
import { useIsPhone } from '../../components/use-is-phone';
import { type Category, EVIDENCES, useCategories, useChangeCategory, useCreateCategory } from './queries';

/** The kinds of issues, who solves them and what has to be shown. */
export function CategoriesTab() {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const phone = useIsPhone();
  const categories = useCategories();
  const [editing, setEditing] = useState<Category | 'new'>();
  if (!categories.data) return <PageState error={categories.error} onRetry={() => void categories.refetch()} />;
  const evidence = ({ evidence: code }: Category) =>
    code === null ? t('ledgers.evidenceAsLedger') : dictionary.word('evidence', code);
  const name = (category: Category) => (
    <>
      {category.name} {!category.active && <Tag>{t('ledgers.inactive')}</Tag>}
    </>
  );
  const button = (category: Category) => (
    <Button size={phone ? 'medium' : 'small'} onClick={() => setEditing(category)}>
      {t('ledgers.change')}
    </Button>
  );
  return (
    <>
      <Flex justify="space-between" align="center" style={{ marginBottom: 16 }}>
        <Typography.Text type="secondary">
          {t('ledgers.totalCategories', { count: categories.data.total })}
        </Typography.Text>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
          {t('ledgers.createCategory')}
        </Button>
      </Flex>
      {phone ? (
        <Flex vertical gap={8}>
          {categories.data.items.map((category) => (
            <Card key={category.code} size="small">
              <Flex justify="space-between" align="center" gap={8}>
                <div>
                  {name(category)}
                  <Pieces of={[category.unitName ?? t('ledgers.noUnit'), evidence(category)]} />
                </div>
                {button(category)}
              </Flex>
            </Card>
          ))}
        </Flex>
      ) : (
        <Table<Category>
          size="small"
          rowKey="code"
          dataSource={categories.data.items}
          pagination={false}
          columns={[
            { title: t('ledgers.name'), render: (_, category) => name(category) },
            { title: t('ledgers.sort'), dataIndex: 'sort', width: 90 },
            { title: t('ledgers.usualUnit'), render: (_, { unitName }) => unitName ?? t('ledgers.noUnit') },
            { title: t('ledgers.evidence'), render: (_, category) => evidence(category) },
            { title: t('ledgers.evidenceNote'), dataIndex: 'evidenceNote' },
            { width: 80, render: (_, category) => button(category) },
          ]}
        />
      )}
      {editing && (
        <CategoryForm category={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />
      )}
    </>
  );
}

interface Values extends Record<string, unknown> {
  code?: string;
  name: string;
  sort?: number | null;
  unitId?: string | null;
  evidence?: Category['evidence'];
  evidenceNote?: string;
  active?: boolean;
}

/** Stands for “as the ledger says” in the choice. */
const AS_LEDGER = '';

function CategoryForm({ category, onClose }: { category?: Category; onClose: () => void }) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const units = useUnits();
  const create = useCreateCategory();
  const change = useChangeCategory(category?.code ?? '');
  const required = (field: string) => [{ required: true, message: t('ledgers.required', { field }) }];
  const evidenceWord = (code: unknown) =>
    code ? dictionary.word('evidence', String(code)) : t('ledgers.evidenceAsLedger');
  const submit = ({ code = '', active, ...values }: Values, version: number | undefined) => {
    const facts = {
      name: values.name,
      sort: values.sort ?? undefined,
      unitId: values.unitId ?? null,
      evidence: values.evidence || null,
      evidenceNote: values.evidenceNote ?? '',
    };
    return category
      ? change.mutateAsync({ ...facts, active, version: version ?? category.version })
      : create.mutateAsync({ ...facts, code });
  };
  return (
    <FormModal<Values>
      title={category ? `${t('ledgers.change')}：${category.name}` : t('ledgers.createCategory')}
      onClose={onClose}
      initial={category ?? {}}
      version={category?.version}
      labels={{
        name: t('ledgers.name'),
        sort: t('ledgers.sort'),
        unitId: t('ledgers.usualUnit'),
        evidence: t('ledgers.evidence'),
        evidenceNote: t('ledgers.evidenceNote'),
        active: t('ledgers.active'),
      }}
      show={(field, value) => {
        if (field === 'unitId') return units.data?.items.find(({ id }) => id === value)?.name ?? t('ledgers.noUnit');
        if (field === 'evidence') return evidenceWord(value);
        if (field === 'active') return t(value ? 'ledgers.inUse' : 'ledgers.inactive');
        return String(value);
      }}
      submit={submit}
    >
      <Form.Item name="name" label={t('ledgers.name')} rules={required(t('ledgers.name'))}>
        <Input maxLength={20} />
      </Form.Item>
      {!category && (
        <Form.Item
          name="code"
          label={t('ledgers.code')}
          extra={t('ledgers.codeHint')}
          rules={required(t('ledgers.code'))}
        >
          <Input autoCapitalize="none" maxLength={40} />
        </Form.Item>
      )}
      <Form.Item name="sort" label={t('ledgers.sort')} extra={t('ledgers.sortHint')}>
        <InputNumber min={0} max={9999} precision={0} />
      </Form.Item>
      <Form.Item name="unitId" label={t('ledgers.usualUnit')} extra={t('ledgers.usualUnitHint')}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('ledgers.noUnit')}
          options={units.data?.items.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item
        name="evidence"
        label={t('ledgers.evidence')}
        getValueProps={(value: unknown) => ({ value: value ?? AS_LEDGER })}
      >
        <Select options={[AS_LEDGER, ...EVIDENCES].map((code) => ({ value: code, label: evidenceWord(code) }))} />
      </Form.Item>
      <Form.Item name="evidenceNote" label={t('ledgers.evidenceNote')} extra={t('ledgers.evidenceNoteHint')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 4 }} maxLength={200} />
      </Form.Item>
      {category && (
        <Form.Item name="active" label={t('ledgers.active')} valuePropName="checked">
          <Switch />
        </Form.Item>
      )}
    </FormModal>
  );
}
