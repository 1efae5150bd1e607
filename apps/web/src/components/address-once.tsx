import { CopyOutlined } from '@ant-design/icons';
import { App, Button, Input, Modal, Typography } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextAreaRef } from 'antd/es/input/TextArea';

interface AddressOnceProps {
  address: string;
  title: string;
  hint: string;
  /** On the button, and said when it is done. */
  copy: string;
  copied: string;
  onClose: () => void;
}

/** An address that gives access, shown here and never again. */
export function AddressOnce({ address, title, hint, onClose, ...words }: AddressOnceProps) {
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
    void message.success(words.copied);
  };
  return (
    <Modal
      open
      title={title}
      mask={{ closable: false }}
      onCancel={onClose}
      footer={[
        <Button key="copy" type="primary" icon={<CopyOutlined />} onClick={() => void copy()}>
          {words.copy}
        </Button>,
        <Button key="close" onClick={onClose}>
          {t('shell.close')}
        </Button>,
      ]}
    >
      <Typography.Paragraph>{hint}</Typography.Paragraph>
      <Input.TextArea ref={box} readOnly autoSize aria-label={title} value={address} />
    </Modal>
  );
}
