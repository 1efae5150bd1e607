import { Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { uuidv7 } from '../../client/uuid';
import { useDistrict } from '../../client/dictionary';
import { DayInput } from '../../components/day-input';
import { FormModal } from '../../components/form-modal';
import { usePeople, useProjects } from '../projects/queries';
import { useMakeHandover } from './people-queries';

type Values = { projectId: string; officerId: string; from: string; note: string };

/** 交接: from that day on another officer is responsible for the project. */
export function HandoverForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const make = useMakeHandover();
  const [id] = useState(() => uuidv7());
  const [q, setQ] = useState('');
  const projects = useProjects({ q: q.trim() || undefined, pageSize: 20 });
  const people = usePeople('officer', true);
  return (
    <FormModal<Values>
      title={t('duties.handovers.create')}
      onClose={onClose}
      initial={{ from: today, note: '' }}
      labels={{
        officerId: t('duties.handovers.officer'),
        from: t('duties.handovers.from'),
        note: t('duties.handovers.note'),
      }}
      submit={(values) => make.mutateAsync({ ...values, id })}
    >
      <Form.Item
        name="projectId"
        label={t('duties.handovers.project')}
        rules={[{ required: true, message: t('duties.handovers.projectRequired') }]}
      >
        <Select
          showSearch={{ filterOption: false, onSearch: setQ }}
          placeholder={t('duties.handovers.searchProject')}
          options={projects.data?.items.map((project) => ({ value: project.id, label: project.name }))}
        />
      </Form.Item>
      <Form.Item
        name="officerId"
        label={t('duties.handovers.officer')}
        rules={[{ required: true, message: t('duties.handovers.officerRequired') }]}
      >
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={people.data?.items.map((person) => ({ value: person.id, label: person.name }))}
        />
      </Form.Item>
      <Form.Item
        name="from"
        label={t('duties.handovers.from')}
        rules={[{ required: true, message: t('duties.standIns.dayRequired') }]}
      >
        <DayInput first={today} />
      </Form.Item>
      <Form.Item name="note" label={t('duties.handovers.note')}>
        <Input maxLength={300} />
      </Form.Item>
    </FormModal>
  );
}
