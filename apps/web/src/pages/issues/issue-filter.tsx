import { FilterOutlined } from '@ant-design/icons';
import { Badge, Button, Card, Drawer, Flex, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDictionary, useUnits } from '../../client/dictionary';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { ProjectSelect } from './project-select';

/** What narrows the ledger beside the tabs, by its name in the address. */
export const FILTERS = ['q', 'light', 'unitId', 'categoryCode', 'projectId'] as const;
const LIGHTS = ['red', 'yellow', 'green', 'none'] as const;
const SORTS = ['-registered', 'registered', 'due', '-due', '-touched', 'touched', '-number', 'number'] as const;

/** The search card of the ledger; on a phone everything but the words is behind a button. */
export function IssueFilter() {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { get, set } = useAddress();
  const [open, setOpen] = useState(false);
  const words = get('q') ?? '';
  const search = (
    <Input.Search
      key={words}
      allowClear
      defaultValue={words}
      aria-label={t('issues.searchLabel')}
      placeholder={t('issues.search')}
      onSearch={(q) => set({ q: q.trim() })}
    />
  );
  const count = FILTERS.filter((name) => name !== 'q' && get(name) !== undefined).length;
  if (!phone) {
    return (
      <Card size="small">
        <Flex wrap gap={12} align="center">
          <div style={{ flex: '1 1 240px', maxWidth: 360 }}>{search}</div>
          <Selects width={168} />
          {(count > 0 || words) && (
            <Button onClick={() => set(Object.fromEntries(FILTERS.map((name) => [name, undefined])))}>
              {t('issues.reset')}
            </Button>
          )}
        </Flex>
      </Card>
    );
  }
  return (
    <Flex gap={8}>
      {search}
      <Badge count={count} size="small">
        <Button icon={<FilterOutlined />} aria-label={t('issues.filter')} onClick={() => setOpen(true)} />
      </Badge>
      <Drawer
        open={open}
        placement="bottom"
        size="auto"
        title={t('issues.filter')}
        onClose={() => setOpen(false)}
        footer={
          <Flex gap={12}>
            <Button block onClick={() => set(Object.fromEntries(FILTERS.map((name) => [name, undefined])))}>
              {t('issues.reset')}
            </Button>
            <Button block type="primary" onClick={() => setOpen(false)}>
              {t('issues.show')}
            </Button>
          </Flex>
        }
      >
        <Flex vertical gap={14}>
          <Selects labelled />
        </Flex>
      </Drawer>
    </Flex>
  );
}

function Selects({ width, labelled }: { width?: number; labelled?: boolean }) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const units = useUnits();
  const phone = useIsPhone();
  const { get, set } = useAddress();
  const style = { width: width ?? '100%' };
  const field = (label: string, control: ReactNode) =>
    labelled ? (
      <div>
        <div style={{ marginBottom: 4 }}>{label}</div>
        {control}
      </div>
    ) : (
      control
    );
  const select = (name: string, label: string, options: { value: string; label: string }[]) =>
    field(
      label,
      <Select
        aria-label={label}
        placeholder={label}
        style={style}
        allowClear
        showSearch={!phone && options.length > 8 && { optionFilterProp: 'label' }}
        options={options}
        value={get(name)}
        onChange={(value: string | undefined) => set({ [name]: value })}
      />,
    );
  return (
    <>
      {select(
        'light',
        t('issues.light'),
        LIGHTS.map((code) => ({ value: code, label: dictionary.word('light', code) })),
      )}
      {select(
        'unitId',
        t('issues.unit'),
        (units.data?.items ?? [])
          .filter(({ kind }) => kind !== 'leadership')
          .map(({ id, name }) => ({ value: id, label: name })),
      )}
      {select(
        'categoryCode',
        t('issues.category'),
        dictionary.categories.map(({ code, name }) => ({ value: code, label: name })),
      )}
      {field(
        t('issues.project'),
        <div style={{ ...style, ...(width ? { width: 220 } : {}) }}>
          <ProjectSelect
            aria-label={t('issues.project')}
            value={get('projectId')}
            onChange={(projectId) => set({ projectId })}
          />
        </div>,
      )}
      {labelled &&
        field(
          t('issues.sort'),
          <Select
            aria-label={t('issues.sort')}
            style={style}
            options={SORTS.map((code) => ({ value: code, label: t(`issues.sorts.${code}`) }))}
            value={get('sort') ?? '-registered'}
            onChange={(sort: string) => set({ sort })}
          />,
        )}
    </>
  );
}
