import { PlusOutlined } from '@ant-design/icons';
import { Button, Card, Col, Flex, Row, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMe } from '../../client/session';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { ToneTag } from '../../components/tone-tag';
import { useSchemes } from './queries';
import { SchemeEditor } from './scheme-editor';

/** The schemes, and a new one. */
export function SchemesTab() {
  const { t } = useTranslation();
  const { permissions } = useMe();
  const [creating, setCreating] = useState(false);
  const schemes = useSchemes();
  if (!schemes.data) return <PageState error={schemes.error} onRetry={() => void schemes.refetch()} />;
  return (
    <Flex vertical gap={12}>
      <Flex wrap gap={8} justify="space-between" align="center">
        <Typography.Text type="secondary" style={{ flex: 1, minWidth: 240 }}>
          {t('scoring.schemes.hint')}
        </Typography.Text>
        {permissions.includes('scoring.scheme') && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)}>
            {t('scoring.schemes.create')}
          </Button>
        )}
      </Flex>
      {schemes.data.items.length === 0 && (
        <Card>
          <Empty text={t('scoring.schemes.none')} />
        </Card>
      )}
      <Row gutter={[12, 12]}>
        {schemes.data.items.map((scheme) => (
          <Col key={scheme.id} xs={24} lg={12}>
            <Card size="small" style={{ height: '100%' }}>
              <Flex justify="space-between" gap={8} align="start">
                <Link to={`/scoring/schemes/${scheme.id}`} style={{ fontSize: 16 }} className="wrap-anywhere">
                  {scheme.name}
                </Link>
                {!scheme.active && <ToneTag tone="calm">{t('scoring.schemes.inactive')}</ToneTag>}
              </Flex>
              <div>
                {[
                  t(`scoring.schemes.periods.${scheme.period}`),
                  t('scoring.schemes.items', { count: scheme.items }),
                  t('scoring.schemes.version', { n: scheme.number }),
                  t('scoring.schemes.from', { month: scheme.fromMonth }),
                ].join(' · ')}
              </div>
              <Typography.Paragraph
                type="secondary"
                ellipsis={{ rows: 3 }}
                style={{ margin: '6px 0 0' }}
                className="wrap-anywhere"
              >
                {scheme.description}
              </Typography.Paragraph>
            </Card>
          </Col>
        ))}
      </Row>
      {creating && <SchemeEditor onClose={() => setCreating(false)} />}
    </Flex>
  );
}
