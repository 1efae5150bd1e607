import { PrinterOutlined } from '@ant-design/icons';
import { Button, Flex, QRCode } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useDistrict } from '../../client/dictionary';
import { LinkButton } from '../../components/link-button';
import { PageState } from '../../components/page-state';
import './project-code-page.css';
import { codeAddress } from './project-place';
import { useProject } from './queries';

/** The card that hangs on the site: A6, with the code that opens a visit of this project. */
export default function ProjectCodePage() {
  const { t } = useTranslation();
  const { name: district } = useDistrict();
  const { id = '' } = useParams();
  const project = useProject(id);
  if (!project.data) return <PageState error={project.error} onRetry={() => void project.refetch()} />;
  const { name, ownerName } = project.data;
  return (
    <>
      <Flex className="code-bar" gap={8} justify="center" wrap>
        <Button type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t('projects.code.doPrint')}
        </Button>
        <LinkButton to={`/projects/${id}`}>{t('projects.code.back')}</LinkButton>
      </Flex>
      <article className="code-card">
        <p className="zone">{t('projects.code.zone', { district })}</p>
        <h1 className={name.length > 26 ? 'long' : undefined}>{name}</h1>
        <p className="owner">{ownerName}</p>
        <QRCode
          type="svg"
          size={220}
          bordered={false}
          errorLevel="Q"
          value={codeAddress(id)}
          aria-label={t('projects.code.label', { name })}
        />
        <p className="what">{t('projects.code.what')}</p>
        <p className="small">{t('projects.code.privacy')}</p>
      </article>
    </>
  );
}
