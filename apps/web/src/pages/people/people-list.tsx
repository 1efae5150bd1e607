import { Button, Flex, Space, Table, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDictionary } from '../../client/dictionary';
import { Pieces } from '../../components/pieces';
import type { Person } from './queries';

interface PeopleListProps {
  rows: Person[];
  onChange: (person: Person) => void;
  onLink: (person: Person) => void;
  onAddresses: (person: Person) => void;
}

const Active = ({ active }: { active: boolean }) => {
  const { t } = useTranslation();
  return <Tag color={active ? 'green' : 'default'}>{t(active ? 'shell.people.active' : 'shell.people.inactive')}</Tag>;
};

function Buttons({ person, onChange, onLink, onAddresses }: Omit<PeopleListProps, 'rows'> & { person: Person }) {
  const { t } = useTranslation();
  return (
    <Space>
      <Button size="small" onClick={() => onChange(person)}>
        {t('shell.people.change')}
      </Button>
      <Button size="small" onClick={() => onAddresses(person)}>
        {t('shell.people.addresses')}
      </Button>
      {person.active && (
        <Button size="small" onClick={() => onLink(person)}>
          {t('shell.people.link')}
        </Button>
      )}
    </Space>
  );
}

/** People at the desk. */
export function PeopleTable({ rows, ...actions }: PeopleListProps) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  return (
    <Table<Person>
      size="small"
      rowKey="id"
      dataSource={rows}
      pagination={false}
      columns={[
        { title: t('shell.people.name'), dataIndex: 'name' },
        { title: t('shell.people.username'), dataIndex: 'username' },
        { title: t('shell.people.unit'), dataIndex: 'unitName' },
        { title: t('shell.people.post'), dataIndex: 'title' },
        {
          title: t('shell.people.roles'),
          render: (_, person) => person.roles.map((role) => dictionary.word('role', role)).join('、'),
        },
        { title: t('shell.people.state'), width: 90, render: (_, { active }) => <Active active={active} /> },
        { width: 270, render: (_, person) => <Buttons person={person} {...actions} /> },
      ]}
    />
  );
}

/** People on a phone. */
export function PeopleCards({ rows, ...actions }: PeopleListProps) {
  const dictionary = useDictionary();
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {rows.map((person) => (
        <li key={person.id} style={{ padding: '12px 0', borderTop: '1px solid #eceff3' }}>
          <Flex justify="space-between" align="center">
            <Typography.Text strong>{person.name}</Typography.Text>
            <Active active={person.active} />
          </Flex>
          <div style={{ margin: '4px 0 8px' }}>
            <Pieces
              of={[
                person.username,
                person.unitName,
                person.title,
                person.roles.map((role) => dictionary.word('role', role)).join('、'),
              ]}
            />
          </div>
          <Buttons person={person} {...actions} />
        </li>
      ))}
    </ul>
  );
}
