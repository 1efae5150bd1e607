import { DownOutlined, PlusOutlined, TeamOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Flex, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../client/client';
import { useMe } from '../../client/session';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import type { ColumnKey } from './list-columns';
import { addressOf, CLEARED, sameQuery, useListQuery } from './list-query';
import { useViews, useViewWrites, type View } from './view-queries';
import { ViewForm } from './view-form';

interface ListViewsProps {
  columns: ColumnKey[];
  onColumns: (columns: ColumnKey[]) => void;
}

/** Views over the list: the shared ones and one's own. The address says which is open. */
export function ListViews({ columns, onColumns }: ListViewsProps) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { get, set } = useAddress();
  const views = useViews().data?.items ?? [];
  const open = views.find(({ id }) => id === get('view'));
  const choose = (view: View | undefined) => {
    set(view ? { ...addressOf(view.query), view: view.id } : { ...CLEARED });
    if (view?.columns) onColumns(view.columns);
  };
  if (phone) {
    return (
      <Flex gap={8}>
        <Select
          allowClear
          style={{ flex: 1, minWidth: 0 }}
          aria-label={t('list.views.label')}
          placeholder={t('list.views.choose')}
          value={open?.id}
          options={views.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id: string | undefined) => choose(views.find((view) => view.id === id))}
        />
        <ViewTools open={open} columns={columns} />
      </Flex>
    );
  }
  return (
    <Flex wrap gap={8} align="center" role="group" aria-label={t('list.views.label')}>
      {views.map((view) => (
        <Button
          key={view.id}
          size="small"
          type={view.id === open?.id ? 'primary' : 'default'}
          ghost={view.id === open?.id}
          aria-pressed={view.id === open?.id}
          icon={view.shared && view.ownerName !== null ? <TeamOutlined aria-hidden /> : undefined}
          title={view.shared && view.ownerName !== null ? t('list.views.by', { name: view.ownerName }) : undefined}
          onClick={() => choose(view.id === open?.id ? undefined : view)}
        >
          {view.name}
        </Button>
      ))}
      <ViewTools open={open} columns={columns} />
    </Flex>
  );
}

/** Save as a view; rename, share, change and delete the one that is open. */
function ViewTools({ open, columns }: { open: View | undefined; columns: ColumnKey[] }) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const { permissions } = useMe();
  const { set } = useAddress();
  const { filter, sort } = useListQuery();
  const { change, remove } = useViewWrites();
  const [form, setForm] = useState<'new' | 'rename'>();
  const query = { ...filter, sort };
  const changed = open && !(sameQuery(open.query, query) && (!open.columns || open.columns.join() === columns.join()));
  const done = (work: Promise<unknown>, word: string) =>
    work.then(
      () => void message.success(word),
      (error: unknown) => void message.error(sentenceOf(error)),
    );
  const at = open && { id: open.id, version: open.version };
  const items = open?.mayChange
    ? [
        {
          key: 'save',
          label: t('list.views.save'),
          disabled: !changed,
          onClick: () =>
            at && done(change.mutateAsync({ ...at, query, ...(open.columns && { columns }) }), t('list.views.saved')),
        },
        { key: 'rename', label: t('list.views.rename'), onClick: () => setForm('rename') },
        ...(permissions.includes('view.share') && open.ownerName !== null
          ? [
              {
                key: 'share',
                label: t(open.shared ? 'list.views.unshare' : 'list.views.share'),
                onClick: () => at && done(change.mutateAsync({ ...at, shared: !open.shared }), t('list.views.saved')),
              },
            ]
          : []),
        {
          key: 'delete',
          danger: true,
          label: t('list.views.delete'),
          onClick: () =>
            modal.confirm({
              title: t('list.views.deleteSure', { name: open.name }),
              content: open.shared ? t('list.views.deleteShared') : undefined,
              okText: t('list.views.delete'),
              okButtonProps: { danger: true },
              onOk: () =>
                done(
                  remove.mutateAsync(open.id).then(() => set({ view: undefined })),
                  t('list.views.deleted'),
                ),
            }),
        },
      ]
    : [];
  return (
    <>
      {items.length > 0 && (
        <Dropdown trigger={['click']} menu={{ items }}>
          <Button size="small" type="text" icon={<DownOutlined />} iconPlacement="end">
            {t(changed ? 'list.views.manageChanged' : 'list.views.manage')}
          </Button>
        </Dropdown>
      )}
      <Button size="small" type="link" icon={<PlusOutlined />} onClick={() => setForm('new')}>
        {t('list.views.saveAs')}
      </Button>
      {form && (
        <ViewForm
          renaming={form === 'rename' ? open : undefined}
          query={query}
          columns={columns}
          onClose={() => setForm(undefined)}
        />
      )}
    </>
  );
}
