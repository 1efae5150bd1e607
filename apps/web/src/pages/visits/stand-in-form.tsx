import { Form, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { uuidv7 } from '../../client/uuid';
import { useDictionary, useDistrict } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { DayInput } from '../../components/day-input';
import { FormModal } from '../../components/form-modal';
import { usePeople } from '../projects/queries';
import { type StandIn, useChangeStandIn, useMakeStandIn } from './people-queries';

type Values = {
  personId: string;
  standInId: string | null;
  reason: StandIn['reason'];
  from: string;
  until: string;
  note: string;
};

const REASONS: StandIn['reason'][] = ['leave', 'hand-over'];

/** 代访: for these days somebody else goes, or nobody. An officer enters their own absence. */
export function StandInForm({ standIn, onClose }: { standIn?: StandIn; onClose: () => void }) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const { today } = useDistrict();
  const me = useMe();
  const make = useMakeStandIn();
  const change = useChangeStandIn(standIn?.id ?? '');
  const [id] = useState(() => uuidv7());
  const people = usePeople('officer', true);
  const officers = (people.data?.items ?? []).map((person) => ({ value: person.id, label: person.name }));
  const forOthers = me.permissions.some((name) => name === 'handover.write' || name === 'org.write');
  const fixed = standIn !== undefined || !forOthers;
  return (
    <FormModal<Values>
      title={t(standIn ? 'duties.standIns.change' : 'duties.standIns.create')}
      onClose={onClose}
      initial={
        standIn ?? {
          personId: forOthers ? undefined : me.id,
          reason: 'leave',
          from: today,
          until: today,
          standInId: null,
          note: '',
        }
      }
      version={standIn?.version}
      labels={{
        standInId: t('duties.standIns.standIn'),
        from: t('duties.standIns.from'),
        until: t('duties.standIns.until'),
        note: t('duties.standIns.note'),
      }}
      show={(field, value) =>
        field === 'standInId' ? (officers.find((option) => option.value === value)?.label ?? '') : String(value)
      }
      submit={(values, version) =>
        standIn
          ? change.mutateAsync({
              standInId: values.standInId ?? null,
              from: values.from,
              until: values.until,
              note: values.note,
              version: version ?? standIn.version,
            })
          : make.mutateAsync({ ...values, id, standInId: values.standInId ?? null })
      }
    >
      <Form.Item
        name="personId"
        label={t('duties.standIns.person')}
        rules={[{ required: true, message: t('duties.standIns.personRequired') }]}
      >
        <Select
          disabled={fixed}
          showSearch={{ optionFilterProp: 'label' }}
          options={fixed ? [{ value: standIn?.personId ?? me.id, label: standIn?.personName ?? me.name }] : officers}
        />
      </Form.Item>
      <Form.Item name="standInId" label={t('duties.standIns.standIn')} extra={t('duties.standIns.nobodyHint')}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('duties.standIns.nobody')}
          options={officers}
        />
      </Form.Item>
      <Form.Item name="reason" label={t('duties.standIns.reason')}>
        <Radio.Group
          disabled={standIn !== undefined}
          options={REASONS.map((code) => ({ value: code, label: word('standInReason', code) }))}
        />
      </Form.Item>
      <Form.Item
        name="from"
        label={t('duties.standIns.from')}
        rules={[{ required: true, message: t('duties.standIns.dayRequired') }]}
      >
        <DayInput />
      </Form.Item>
      <Form.Item
        name="until"
        label={t('duties.standIns.until')}
        dependencies={['from']}
        rules={[
          { required: true, message: t('duties.standIns.dayRequired') },
          ({ getFieldValue }) => ({
            validator: (_, value?: string) =>
              !value || value >= (getFieldValue('from') as string)
                ? Promise.resolve()
                : Promise.reject(new Error(t('duties.standIns.order'))),
          }),
        ]}
      >
        <DayInput first={today} />
      </Form.Item>
      <Form.Item name="note" label={t('duties.standIns.note')}>
        <Input maxLength={300} />
      </Form.Item>
    </FormModal>
  );
}
