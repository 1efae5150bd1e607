import { Form, Input, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDictionary, useUnits } from '../../client/dictionary';
import { FormModal } from '../../components/form-modal';
import { type Person, type Role, ROLES, useChangePerson, useCreatePerson } from './queries';

interface Values extends Record<string, unknown> {
  username?: string;
  name: string;
  title?: string;
  unitId: string;
  roles: Role[];
  active?: boolean;
}

interface PersonFormProps {
  /** Left out: a new one. */
  person?: Person;
  onClose: () => void;
  /** The one-time link of a new person. */
  onLink: (name: string, address: string) => void;
}

/** A new person, or one to change. */
export function PersonForm({ person, onClose, onLink }: PersonFormProps) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const units = useUnits();
  const create = useCreatePerson();
  const change = useChangePerson(person?.id ?? '');
  const required = (field: string) => [{ required: true, message: t('shell.people.required', { field }) }];
  const unitName = (id: unknown) => units.data?.items.find((unit) => unit.id === id)?.name ?? '—';

  const submit = async ({ username = '', ...values }: Values, version: number | undefined) => {
    const facts = { ...values, title: values.title ?? '' };
    if (person) return change.mutateAsync({ ...facts, version: version ?? person.version });
    const { active: _, ...fresh } = facts;
    const { name, activationLink } = await create.mutateAsync({ ...fresh, username });
    if (activationLink) onLink(name, activationLink);
  };

  return (
    <FormModal<Values>
      title={person ? `${t('shell.people.change')}：${person.name}` : t('shell.people.create')}
      onClose={onClose}
      initial={person ?? { roles: [] }}
      version={person?.version}
      labels={{
        name: t('shell.people.name'),
        title: t('shell.people.post'),
        unitId: t('shell.people.unit'),
        roles: t('shell.people.roles'),
        active: t('shell.people.state'),
      }}
      show={(field, value) => {
        if (field === 'unitId') return unitName(value);
        if (field === 'roles') return (value as Role[]).map((role) => dictionary.word('role', role)).join('、');
        if (field === 'active') return t(value ? 'shell.people.active' : 'shell.people.inactive');
        return String(value);
      }}
      submit={submit}
    >
      {!person && (
        <Form.Item
          name="username"
          label={t('shell.people.username')}
          extra={t('shell.people.usernameHint')}
          rules={required(t('shell.people.username'))}
        >
          <Input autoComplete="off" autoCapitalize="none" maxLength={40} />
        </Form.Item>
      )}
      <Form.Item name="name" label={t('shell.people.name')} rules={required(t('shell.people.name'))}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="title" label={t('shell.people.post')}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="unitId" label={t('shell.people.unit')} rules={required(t('shell.people.unit'))}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={units.data?.items.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item name="roles" label={t('shell.people.roles')} rules={required(t('shell.people.roles'))}>
        <Select
          mode="multiple"
          options={ROLES.map((code) => ({ value: code, label: dictionary.word('role', code) }))}
        />
      </Form.Item>
      {person && (
        <Form.Item
          name="active"
          label={t('shell.people.active')}
          valuePropName="checked"
          extra={t('shell.people.activeHint')}
        >
          <Switch />
        </Form.Item>
      )}
    </FormModal>
  );
}
