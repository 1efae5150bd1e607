import { DownOutlined, FilterOutlined, UpOutlined } from '@ant-design/icons';
import { Badge, Button, Card, Col, Drawer, Flex, Form, Input, Row, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { addressOfValues, useFilterFields, valuesOf } from './filter-fields';
import { CLEARED, FILTERS, useListQuery } from './list-query';

const FIRST = ['q', 'unit', 'light'];
const WIDE = ['due', 'registered', 'closed', 'flags'];
const SORTS = [
  ...(['-registered', 'registered', 'due', '-due', '-touched', 'touched', 'turn', '-closed', '-severity'] as const),
  ...(['-number', 'number'] as const),
] as const;

/** The search card of the list, one row until it is opened; on a phone everything but the words is in a drawer. */
export function IssueFilter() {
  return useIsPhone() ? <PhoneFilter /> : <DeskFilter />;
}

/** The form over the address: filled from it whenever it changes, by a tab, a view or the way back. */
function useFilterForm() {
  const { set } = useAddress();
  const { filter } = useListQuery();
  const [form] = Form.useForm<Record<string, string>>();
  const asked = JSON.stringify(filter);
  useEffect(() => {
    const none = Object.fromEntries(FILTERS.map((name) => [name, undefined]));
    form.setFieldsValue({ ...none, ...valuesOf(JSON.parse(asked) as Record<string, string>) } as never);
  }, [form, asked]);
  const count = FILTERS.filter((name) => name !== 'q' && name !== 'unitAs' && filter[name] !== undefined).length;
  return { form, filter, count, set, search: () => set(addressOfValues(form.getFieldsValue(true) as never)) };
}

function DeskFilter() {
  const { t } = useTranslation();
  const { form, count, set, search } = useFilterForm();
  const fields = useFilterFields();
  const { filter } = useListQuery();
  // Opened where something is set that would else be hidden.
  const hiddenSet = FILTERS.some((name) => !['q', 'unitId', 'unitAs', 'light'].includes(name) && filter[name]);
  const [chosen, setOpen] = useState<boolean>();
  const open = chosen ?? hiddenSet;
  const names = open ? Object.keys(fields) : FIRST;
  return (
    <Card size="small" styles={{ body: { padding: '16px 20px' } }} role="search" aria-label={t('list.search')}>
      <Form form={form} onFinish={search} labelCol={{ flex: '76px' }} wrapperCol={{ flex: '1 1 0' }} colon={false}>
        <Row gutter={[20, 12]}>
          {names.map((name) => (
            <Col key={name} md={12} xl={WIDE.includes(name) ? 12 : 6}>
              {fields[name]}
            </Col>
          ))}
          <Col flex="auto">
            <Flex justify="end" gap={8}>
              <Button onClick={() => set({ ...CLEARED })}>{t('list.reset')}</Button>
              <Button type="primary" htmlType="submit">
                {t('list.query')}
              </Button>
              <Button
                type="link"
                style={{ paddingInline: 4 }}
                aria-expanded={open}
                icon={open ? <UpOutlined /> : <DownOutlined />}
                iconPlacement="end"
                onClick={() => setOpen(!open)}
              >
                {open ? t('list.fold') : t(count > 0 ? 'list.unfoldSet' : 'list.unfold', { count })}
              </Button>
            </Flex>
          </Col>
        </Row>
      </Form>
    </Card>
  );
}

function PhoneFilter() {
  const { t } = useTranslation();
  const { form, filter, count, set, search } = useFilterForm();
  const { q: _, ...fields } = useFilterFields();
  const { sort } = useListQuery();
  const [open, setOpen] = useState(false);
  const words = filter.q ?? '';
  return (
    <Flex gap={8}>
      <Input.Search
        key={words}
        allowClear
        maxLength={60}
        defaultValue={words}
        aria-label={t('list.words')}
        placeholder={t('list.wordsHint')}
        onSearch={(q) => set({ q: q.trim() })}
      />
      <Badge count={count} size="small">
        <Button icon={<FilterOutlined />} aria-label={t('issues.filter')} onClick={() => setOpen(true)} />
      </Badge>
      <Drawer
        open={open}
        forceRender
        placement="bottom"
        size="85%"
        title={t('issues.filter')}
        onClose={() => setOpen(false)}
        footer={
          <Flex gap={12}>
            <Button block onClick={() => set({ ...CLEARED })}>
              {t('list.reset')}
            </Button>
            <Button
              block
              type="primary"
              onClick={() => {
                search();
                setOpen(false);
              }}
            >
              {t('issues.show')}
            </Button>
          </Flex>
        }
      >
        <Form form={form} layout="vertical">
          <Flex vertical gap={14}>
            {Object.entries(fields).map(([name, control]) => (
              <div key={name}>{control}</div>
            ))}
            <Form.Item label={t('issues.sort')} style={{ marginBottom: 0 }}>
              <Select
                aria-label={t('issues.sort')}
                options={SORTS.map((code) => ({ value: code, label: t(`list.sorts.${code}`) }))}
                value={sort}
                onChange={(next: string) => set({ sort: next })}
              />
            </Form.Item>
          </Flex>
        </Form>
      </Drawer>
    </Flex>
  );
}
