import { Table, type TableColumnsType, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { signedPoints } from './pieces';
import type { Preview } from './queries';

type Row = Preview['rows'][number];

/** What a changed rule does to each unit, beside what counts now. */
export function PreviewTable({ preview }: { preview: Preview }) {
  const { t } = useTranslation();
  const side = (one: Row['before']) =>
    one === null ? t('scoring.editor.noPart') : t('scoring.editor.placed', { ...one });
  const columns: TableColumnsType<Row> = [
    { title: t('scoring.unit'), render: (_, { name }) => name },
    { title: t('scoring.editor.before'), render: (_, { before }) => side(before) },
    { title: t('scoring.editor.after'), render: (_, { after }) => side(after) },
    {
      title: t('scoring.editor.change'),
      align: 'right',
      render: (_, { change }) => (change === null ? t('months.none') : signedPoints(change)),
    },
  ];
  return (
    <div style={{ marginTop: 16 }} aria-live="polite">
      <Typography.Title level={5}>{t('scoring.editor.previewTitle', { period: preview.periodName })}</Typography.Title>
      <Typography.Paragraph type="secondary">{t('scoring.editor.previewHint')}</Typography.Paragraph>
      <Table<Row>
        size="small"
        rowKey="unitId"
        columns={columns}
        dataSource={preview.rows}
        pagination={false}
        scroll={{ x: 'max-content' }}
      />
    </div>
  );
}
