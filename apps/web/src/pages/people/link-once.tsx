import { CopyOutlined } from '@ant-design/icons';
import { App, Button, Input, Modal, Typography } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextAreaRef } from 'antd/es/input/TextArea';

interface LinkOnceProps {
  name: string;
  address: string;
  onClose: () => void;
}

/** A one-time link, shown here and never again. */
export function LinkOnce({ name, address, onClose }: LinkOnceProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const box = useRef<TextAreaRef>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
    } catch {
      // Without https the clipboard is closed to pages; the selected text can be copied by hand.
      box.current?.resizableTextArea?.textArea.select();
      void message.info(t('shell.people.copyByHand'));
      return;
    }
    void message.success(t('shell.people.copied'));
  };
  return (
    <Modal
      open
      title={t('shell.people.linkTitle')}
      mask={{ closable: false }}
      onCancel={onClose}
      footer={[
        <Button key="copy" type="primary" icon={<CopyOutlined />} onClick={() => void copy()}>
          {t('shell.people.copy')}
        </Button>,
        <Button key="close" onClick={onClose}>
          {t('shell.close')}
        </Button>,
      ]}
    >
      <Typography.Paragraph>{t('shell.people.linkHint', { name })}</Typography.Paragraph>
      <Input.TextArea ref={box} readOnly autoSize aria-label={t('shell.people.linkTitle')} value={address} />
    </Modal>
  );
}
