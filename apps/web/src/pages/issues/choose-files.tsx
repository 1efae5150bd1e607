import { CameraOutlined, PaperClipOutlined } from '@ant-design/icons';
import { App, Button, Flex, Progress, Typography, Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import { useIsPhone } from '../../components/use-is-phone';
import { sizeOf } from './attachment-list';
import { ACCEPTED, PHOTOS } from './send-file';
import type { Uploading, Uploads } from './use-uploads';

interface ChooseFilesProps {
  uploads: Uploads;
  most: number;
  /** Called with each file that was taken. */
  onChosen?: (item: Uploading) => void;
}

/** Buttons to choose files with; on the phone one that opens the camera. */
export function ChooseFiles({ uploads, most, onChosen }: ChooseFilesProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const phone = useIsPhone();
  const choose = (file: File): false => {
    const item = uploads.add(file);
    if (item) onChosen?.(item);
    else void message.warning({ key: 'too-many', content: t('files.upload.tooMany', { count: most }) });
    // Sent by ourselves, under an id of its own.
    return false;
  };
  return (
    <Flex wrap gap={8}>
      {phone && (
        <Upload accept={PHOTOS} capture="environment" showUploadList={false} beforeUpload={choose}>
          <Button icon={<CameraOutlined />}>{t('files.upload.photo')}</Button>
        </Upload>
      )}
      <Upload accept={ACCEPTED} multiple showUploadList={false} beforeUpload={choose}>
        <Button icon={<PaperClipOutlined />}>{t('files.upload.choose')}</Button>
      </Upload>
    </Flex>
  );
}

/** Chosen files with how far they are, or why they were refused. */
export function ChosenFiles({ uploads, onAgain }: { uploads: Uploads; onAgain?: (item: Uploading) => void }) {
  const { t } = useTranslation();
  if (uploads.items.length === 0) return null;
  const words = ({ state, percent }: Uploading): string => {
    if (state === 'sending') return percent < 100 ? t('files.upload.sending', { percent }) : t('files.upload.checking');
    return state === 'failed' ? '' : t(state === 'kept' ? 'files.upload.kept' : 'files.upload.waiting');
  };
  return (
    <ul style={{ listStyle: 'none', margin: '8px 0 0', padding: 0 }} aria-live="polite">
      {uploads.items.map((item) => (
        <li key={item.id} style={{ padding: '4px 0' }}>
          <Flex gap={8} align="center" justify="space-between">
            <span className="wrap-anywhere" style={{ minWidth: 0 }}>
              {item.file.name}
              <Typography.Text type="secondary" style={{ fontSize: 13, marginInlineStart: 8 }}>
                {sizeOf(item.file.size)} {words(item)}
              </Typography.Text>
            </span>
            <Flex gap={4} style={{ flex: 'none' }}>
              {item.state === 'failed' && onAgain && (
                <Button size="small" onClick={() => onAgain(item)}>
                  {t('files.upload.again')}
                </Button>
              )}
              {item.state !== 'sending' && item.state !== 'kept' && (
                <Button size="small" type="text" onClick={() => uploads.remove(item.id)}>
                  {t('files.upload.remove')}
                </Button>
              )}
            </Flex>
          </Flex>
          {item.state === 'sending' && <Progress percent={item.percent} size="small" showInfo={false} />}
          {item.fault && (
            <Typography.Text type="danger" style={{ fontSize: 13 }}>
              {t('files.upload.failedMark')}：{item.fault}
            </Typography.Text>
          )}
        </li>
      ))}
    </ul>
  );
}
