import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDistrict } from '../client/dictionary';

/** Says, where made-up figures are seen, that they are made up: its beginning, the rest on demand. Nothing in a real district. */
export function DemoNote() {
  const { t } = useTranslation();
  const { demoNote } = useDistrict();
  const [open, setOpen] = useState(false);
  if (demoNote === null) return null;
  return (
    <Alert
      type="info"
      showIcon
      title={<div className={open ? undefined : 'one-line'}>{demoNote}</div>}
      action={
        <Button type="link" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'shell.less' : 'shell.more')}
        </Button>
      }
    />
  );
}
