import { UploadOutlined } from '@ant-design/icons';
import { Alert, Button, Flex, Modal, Table, Typography, Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../client/client';
import { type ImportView, useImport } from './queries';

/** Takes a workbook in, and says of each row that was not right where it stands and why. */
export function ImportDialog({ year, onClose }: { year: number; onClose: () => void }) {
  const { t } = useTranslation();
  const take = useImport(year);
  const result = take.data;
  return (
    <Modal
      open
      width={860}
      title={t('indicators.importTitle', { year })}
      footer={<Button onClick={onClose}>{t('indicators.close')}</Button>}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Flex vertical gap={12}>
        <Typography.Text type="secondary">
          {t('indicators.importHint')} <a href={`/api/indicators/template?year=${year}`}>{t('indicators.template')}</a>
        </Typography.Text>
        <div>
          <Upload
            accept=".xlsx"
            showUploadList={false}
            beforeUpload={(file) => {
              take.mutate(file);
              return false;
            }}
          >
            <Button type="primary" icon={<UploadOutlined />} loading={take.isPending}>
              {t(result ? 'indicators.importAgain' : 'indicators.importChoose')}
            </Button>
          </Upload>
        </div>
        {take.error && <Alert type="error" showIcon title={sentenceOf(take.error)} />}
        {result && (
          <Alert
            type={result.faults.length > 0 ? 'warning' : 'success'}
            showIcon
            title={t('indicators.importResult', {
              ...{ created: result.created, changed: result.changed },
              ...{ unchanged: result.unchanged, failed: result.failed },
            })}
            description={result.faults.length === 0 ? t('indicators.importAllGood') : undefined}
          />
        )}
        {result && result.faults.length > 0 && <Faults faults={result.faults} />}
      </Flex>
    </Modal>
  );
}

function Faults({ faults }: Pick<ImportView, 'faults'>) {
  const { t } = useTranslation();
  return (
    <Table
      size="small"
      rowKey={(fault) => `${fault.sheet} ${fault.row} ${fault.column ?? ''}`}
      title={() => t('indicators.importFaults')}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      dataSource={faults}
      columns={[
        { title: t('indicators.importSheet'), dataIndex: 'sheet', width: 100 },
        {
          title: t('indicators.importPlace'),
          width: 150,
          render: (_, { row, column }) =>
            `${t('indicators.importRow', { row })}，${column ?? t('indicators.importWholeRow')}`,
        },
        { title: t('indicators.importReason'), dataIndex: 'message' },
      ]}
    />
  );
}
