import { PictureOutlined } from '@ant-design/icons';
import { Button, Typography, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../client/client';
import type { Visit } from './queries';
import { sendPhoto } from './send-photo';

interface Sent {
  key: string;
  name: string;
  percent: number;
  fault?: string;
  done: boolean;
}

interface AddPhotosProps {
  visit: Visit;
  value?: string[];
  onChange?: (ids: string[]) => void;
}

/** Photos chosen at the desk for a visit that is there: sent at once, named by the correction when it is saved. */
export function AddPhotos({ visit, value = [], onChange }: AddPhotosProps) {
  const { t } = useTranslation();
  const [files, setFiles] = useState<Sent[]>([]);
  const [ids] = useState<string[]>(() => [...value]);
  const change = (key: string, part: Partial<Sent>) =>
    setFiles((before) => before.map((file) => (file.key === key ? { ...file, ...part } : file)));
  const send = async (file: File) => {
    const key = `${file.name} ${Date.now()} ${Math.random()}`;
    setFiles((before) => [...before, { key, name: file.name, percent: 0, done: false }]);
    try {
      const photo = await sendPhoto(visit, file, (percent) => change(key, { percent }));
      change(key, { done: true });
      // One by one they arrive; each is added to those that are there already.
      ids.push(photo.id);
      onChange?.([...ids]);
    } catch (error) {
      change(key, { fault: sentenceOf(error) });
    }
  };
  // The hash is made by the browser, which does so only for https and this machine.
  if (!window.isSecureContext) return <Typography.Text type="secondary">{t('visit.form.notSecure')}</Typography.Text>;
  return (
    <>
      <Upload
        accept="image/jpeg,image/png,image/webp"
        multiple
        showUploadList={false}
        beforeUpload={(file) => {
          void send(file);
          return false;
        }}
      >
        <Button icon={<PictureOutlined />}>{t('visit.form.addPhoto')}</Button>
      </Upload>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }} aria-live="polite">
        {files.map(({ key, name, percent, fault, done }) => (
          <li key={key} className="wrap-anywhere">
            {fault ? (
              <Typography.Text type="danger">{t('visit.form.failed', { name, why: fault })}</Typography.Text>
            ) : (
              t(done ? 'visit.form.kept' : 'visit.form.sending', { name, percent })
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
