import { Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../client/session';
import { uuidv7 } from '../../client/uuid';
import { FormModal } from '../../components/form-modal';
import { useAddress } from '../../components/use-address';
import type { ColumnKey } from './list-columns';
import type { IssueFilter } from './list-query';
import type { IssueQuery } from './queries';
import { useViewWrites, type View } from './view-queries';

type Values = { name: string; shared?: boolean; columns?: boolean };

interface ViewFormProps {
  /** The view that gets another name; without one, what is seen is saved as a new view. */
  renaming: View | undefined;
  query: IssueFilter & { sort: NonNullable<IssueQuery['sort']> };
  columns: ColumnKey[];
  onClose: () => void;
}

/** The name of a view, and for a new one whether it keeps the columns and is for everybody. */
export function ViewForm({ renaming, query, columns, onClose }: ViewFormProps) {
  const { t } = useTranslation();
  const { permissions } = useMe();
  const { set } = useAddress();
  const { create, change } = useViewWrites();
  const [id] = useState(uuidv7);
  const submit = async ({ name, shared, columns: withColumns }: Values, version: number | undefined) => {
    if (renaming) return change.mutateAsync({ id: renaming.id, version: version ?? renaming.version, name });
    const body = { id, name, query, shared: shared === true, ...(withColumns && { columns }) };
    const view = await create.mutateAsync(body);
    set({ view: view.id });
    return view;
  };
  return (
    <FormModal<Values>
      title={t(renaming ? 'list.views.rename' : 'list.views.saveAs')}
      onClose={onClose}
      initial={{ name: renaming?.name }}
      version={renaming?.version}
      labels={{ name: t('list.views.name') }}
      submit={submit}
    >
      <Form.Item
        name="name"
        label={t('list.views.name')}
        rules={[{ required: true, whitespace: true, message: t('list.views.nameRequired') }]}
      >
        <Input maxLength={30} showCount />
      </Form.Item>
      {!renaming && (
        <Form.Item name="columns" valuePropName="checked" style={{ marginBottom: 8 }}>
          <Checkbox>{t('list.views.withColumns')}</Checkbox>
        </Form.Item>
      )}
      {!renaming && permissions.includes('view.share') && (
        <Form.Item name="shared" valuePropName="checked" extra={t('list.views.shareHint')}>
          <Checkbox>{t('list.views.shareWithAll')}</Checkbox>
        </Form.Item>
      )}
    </FormModal>
  );
}
