import { Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDictionary } from '../../client/dictionary';
import { MonthInput } from '../../components/day-input';
import { FormModal } from '../../components/form-modal';
import { useProjects } from '../projects/queries';
import { type List, type ListBody, type Member, useChangeList, useCreateList, usePutMember } from './queries';

const KINDS: ListBody['kind'][] = [
  'provincial-key',
  'city-key',
  'district-key',
  'thirty-projects',
  'three-batches',
  'other',
];
const RULES: List['visitEvery'][] = ['week', 'fortnight', 'month', 'quarter', 'none'];
const BATCHES: NonNullable<Member['batch']>[] = ['signed', 'started', 'production'];

/** A list of a year; kind and year are fixed once it is there. */
export function ListForm({ list, year, onClose }: { list?: List; year: number; onClose: () => void }) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const create = useCreateList();
  const change = useChangeList(list?.id ?? '');
  type Values = {
    name: string;
    kind: ListBody['kind'];
    year: number;
    visitEvery?: List['visitEvery'];
    rateDigits: number;
    photoRequired: boolean;
    photoPurpose: string;
  };
  return (
    <FormModal<Values>
      title={t(list ? 'projects.lists.edit' : 'projects.lists.create')}
      onClose={onClose}
      initial={list ?? { year, rateDigits: 2, photoRequired: false, photoPurpose: '' }}
      version={list?.version}
      labels={{
        name: t('projects.lists.name'),
        visitEvery: t('projects.lists.visitEvery'),
        rateDigits: t('projects.lists.rateDigits'),
        photoRequired: t('projects.lists.photoRequired'),
        photoPurpose: t('projects.lists.photoPurpose'),
      }}
      show={(field, value) => {
        if (field === 'photoRequired') return t(value ? 'months.rows.yes' : 'months.rows.no');
        return field === 'visitEvery' ? word('visitEvery', String(value)) : String(value);
      }}
      submit={({ kind, year: ofYear, ...values }, version) =>
        list ? change.mutateAsync({ ...values, version }) : create.mutateAsync({ ...values, kind, year: ofYear })
      }
    >
      <Form.Item
        name="name"
        label={t('projects.lists.name')}
        rules={[{ required: true, whitespace: true, message: t('projects.lists.nameRequired') }]}
      >
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item
        name="kind"
        label={t('projects.lists.kind')}
        rules={[{ required: true, message: t('projects.lists.kindRequired') }]}
      >
        <Select
          disabled={list !== undefined}
          options={KINDS.map((code) => ({ value: code, label: word('listKind', code) }))}
        />
      </Form.Item>
      <Form.Item name="year" label={t('projects.lists.year')} rules={[{ required: true }]}>
        <InputNumber disabled={list !== undefined} min={2000} max={2100} precision={0} />
      </Form.Item>
      <Form.Item name="visitEvery" label={t('projects.lists.visitEvery')}>
        <Select
          allowClear={list === undefined}
          placeholder={t('projects.lists.visitDefault')}
          options={RULES.map((code) => ({ value: code, label: word('visitEvery', code) }))}
        />
      </Form.Item>
      <Form.Item name="photoRequired" valuePropName="checked">
        <Checkbox>{t('projects.lists.photoRequired')}</Checkbox>
      </Form.Item>
      <Form.Item noStyle dependencies={['photoRequired']}>
        {({ getFieldValue }) =>
          // What was typed stays when the mark is taken away for a moment.
          getFieldValue('photoRequired') && (
            <Form.Item
              name="photoPurpose"
              label={t('projects.lists.photoPurpose')}
              extra={t('projects.lists.photoPurposeHint')}
              rules={[{ required: true, whitespace: true, message: t('projects.lists.photoPurposeRequired') }]}
            >
              <Input maxLength={100} />
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item name="rateDigits" label={t('projects.lists.rateDigits')} extra={t('projects.lists.rateDigitsHint')}>
        <InputNumber min={0} max={4} precision={0} />
      </Form.Item>
    </FormModal>
  );
}

/** Puts a project on the list, or changes its months. */
export function MemberForm({ list, member, onClose }: { list: List; member?: Member; onClose: () => void }) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const put = usePutMember(list.id);
  const [q, setQ] = useState('');
  const projects = useProjects({ q: q.trim() || undefined, pageSize: 20 }, member === undefined);
  type Values = { projectId: string; from: string; to?: string | null; batch?: Member['batch'] };
  const batched = list.kind === 'three-batches';
  const options = member
    ? [{ value: member.projectId, label: member.projectName }]
    : projects.data?.items.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <FormModal<Values>
      title={`${t(member ? 'projects.lists.editMember' : 'projects.lists.addMember')}：${list.name}`}
      onClose={onClose}
      initial={member ?? { from: `${list.year}-01`, to: null, batch: null }}
      version={member?.version}
      labels={{
        from: t('projects.lists.from'),
        to: t('projects.lists.to'),
        batch: t('projects.lists.batch'),
      }}
      show={(field, value) => (field === 'batch' ? word('batch', String(value)) : String(value))}
      submit={({ projectId, from, to, batch }, version) =>
        put.mutateAsync({ projectId, from, to: to ?? null, batch: batch ?? null, version })
      }
    >
      <Form.Item
        name="projectId"
        label={t('projects.lists.project')}
        rules={[{ required: true, message: t('projects.lists.projectRequired') }]}
      >
        <Select
          disabled={member !== undefined}
          showSearch={{ filterOption: false, onSearch: setQ }}
          placeholder={t('projects.lists.search')}
          options={options}
        />
      </Form.Item>
      <Form.Item
        name="from"
        label={t('projects.lists.from')}
        rules={[{ required: true, message: t('projects.lists.fromRequired') }]}
      >
        <MonthInput />
      </Form.Item>
      <Form.Item name="to" label={t('projects.lists.to')} extra={t('projects.lists.toHint')}>
        <MonthInput allowClear />
      </Form.Item>
      {batched && (
        <Form.Item
          name="batch"
          label={t('projects.lists.batch')}
          rules={[{ required: true, message: t('projects.lists.batchRequired') }]}
        >
          <Select options={BATCHES.map((code) => ({ value: code, label: word('batch', code) }))} />
        </Form.Item>
      )}
    </FormModal>
  );
}
