import { PlusOutlined } from '@ant-design/icons';
import { App, Button, Card, Flex, Input, Pagination, Select, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../client/client';
import { useDictionary, useUnits } from '../../client/dictionary';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { AddressOnce } from '../../components/address-once';
import { AddressesDrawer } from '../addresses/addresses-drawer';
import { PeopleCards, PeopleTable } from './people-list';
import { PersonForm } from './person-form';
import { type Person, type Role, ROLES, useNewLink, usePeople } from './queries';
import { UnitsTab } from './units-tab';

/** People and units, for the administrator. */
export default function PeoplePage() {
  const { t } = useTranslation();
  const { get, set } = useAddress();
  return (
    <Card styles={{ body: { paddingTop: 4 } }}>
      <Tabs
        activeKey={get('tab') === 'units' ? 'units' : 'people'}
        onChange={(tab) => set({ tab: tab === 'units' ? tab : undefined })}
        items={[
          { key: 'people', label: t('shell.people.people'), children: <PeopleTab /> },
          { key: 'units', label: t('shell.people.units'), children: <UnitsTab /> },
        ]}
      />
    </Card>
  );
}

const PAGE_SIZE = 20;

function PeopleTab() {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const phone = useIsPhone();
  const { get, set } = useAddress();
  const [editing, setEditing] = useState<Person | 'new'>();
  const [link, setLink] = useState<{ name: string; address: string }>();
  const [addressed, setAddressed] = useState<Person>();
  const newLink = useNewLink();
  const people = usePeople({
    q: get('q'),
    role: get('role') as Role | undefined,
    unitId: get('unitId'),
    page: Number(get('page')) || 1,
    pageSize: PAGE_SIZE,
  });
  const confirmLink = (person: Person) =>
    void modal.confirm({
      title: t('shell.people.link'),
      content: t('shell.people.linkConfirm', { name: person.name }),
      onOk: () =>
        newLink.mutateAsync(person.id).then(
          ({ name, activationLink }) => activationLink && setLink({ name, address: activationLink }),
          (error: unknown) => void message.error(sentenceOf(error)),
        ),
    });
  const List = phone ? PeopleCards : PeopleTable;
  return (
    <>
      <Filter onCreate={() => setEditing('new')} />
      {!people.data ? (
        <PageState error={people.error} onRetry={() => void people.refetch()} />
      ) : people.data.items.length === 0 ? (
        <Empty text={t('shell.people.empty')} />
      ) : (
        <>
          <List rows={people.data.items} onChange={setEditing} onLink={confirmLink} onAddresses={setAddressed} />
          <Flex justify={phone ? 'center' : 'end'} style={{ marginTop: 16 }}>
            <Pagination
              simple={phone}
              size={phone ? 'medium' : 'small'}
              showSizeChanger={false}
              current={people.data.page}
              pageSize={PAGE_SIZE}
              total={people.data.total}
              showTotal={phone ? undefined : (count) => t('shell.people.total', { count })}
              onChange={(page) => set({ page: page === 1 ? undefined : String(page) })}
            />
          </Flex>
        </>
      )}
      {editing && (
        <PersonForm
          person={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
          onLink={(name, address) => setLink({ name, address })}
        />
      )}
      {addressed && <AddressesDrawer person={addressed} onClose={() => setAddressed(undefined)} />}
      {link && (
        <AddressOnce
          address={link.address}
          title={t('shell.people.linkTitle')}
          hint={t('shell.people.linkHint', { name: link.name })}
          copy={t('shell.people.copy')}
          copied={t('shell.people.copied')}
          onClose={() => setLink(undefined)}
        />
      )}
    </>
  );
}

function Filter({ onCreate }: { onCreate: () => void }) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const units = useUnits();
  const phone = useIsPhone();
  const { get, set } = useAddress();
  const style = phone ? { flex: '1 1 45%' } : { width: 180 };
  return (
    <Flex wrap gap={12} style={{ marginBottom: 16 }}>
      <Input.Search
        key={get('q')}
        allowClear
        defaultValue={get('q')}
        style={phone ? { width: '100%' } : { width: 240 }}
        aria-label={t('shell.people.search')}
        placeholder={t('shell.people.search')}
        onSearch={(q) => set({ q: q.trim() })}
      />
      <Select
        allowClear
        style={style}
        aria-label={t('shell.people.role')}
        placeholder={t('shell.people.allRoles')}
        value={get('role')}
        options={ROLES.map((code) => ({ value: code, label: dictionary.word('role', code) }))}
        onChange={(role: string | undefined) => set({ role })}
      />
      <Select
        allowClear
        style={style}
        showSearch={!phone && { optionFilterProp: 'label' }}
        aria-label={t('shell.people.unit')}
        placeholder={t('shell.people.allUnits')}
        value={get('unitId')}
        options={units.data?.items.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(unitId: string | undefined) => set({ unitId })}
      />
      <Button
        type="primary"
        icon={<PlusOutlined />}
        block={phone}
        style={{ marginInlineStart: 'auto' }}
        onClick={onCreate}
      >
        {t('shell.people.create')}
      </Button>
    </Flex>
  );
}
