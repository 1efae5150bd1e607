import { PrinterOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../components/link-button';

/** To the slip (问题处理单), at the end of its row. */
export function PrintLink({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <span style={{ marginInlineStart: 'auto' }}>
      <LinkButton to={`/issues/${id}/slip`} size="small" icon={<PrinterOutlined />}>
        {t('time.slip.print')}
      </LinkButton>
    </span>
  );
}
