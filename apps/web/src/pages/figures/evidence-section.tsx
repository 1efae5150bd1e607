import { Alert, Col, Flex, Progress, Row, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Section } from '../../components/section';
import type { OpenedFigure } from './queries';

/** How many of the projects, or issues, have something that supports them; and that there is nothing at all. */
export function EvidenceSection({ evidence }: Pick<OpenedFigure, 'evidence'>) {
  const { t } = useTranslation();
  if (!evidence) return null;
  const { of, count, entered, confirmed, visited, photographed, note } = evidence;
  const kinds: [name: string, some: number][] = [
    ...(of === 'project'
      ? ([
          [t('figures.evidence.entered'), entered],
          [t('figures.evidence.confirmed'), confirmed],
        ] as [string, number][])
      : []),
    [t('figures.evidence.visited'), visited],
    [t('figures.evidence.photographed'), photographed],
  ];
  return (
    <Section title={t('figures.evidence.title')}>
      <Flex vertical gap={12}>
        {note && <Alert type="warning" showIcon title={note} />}
        <Typography.Text type="secondary">
          {t(of === 'project' ? 'figures.evidence.ofProjects' : 'figures.evidence.ofIssues', { count })}
        </Typography.Text>
        <Row gutter={[16, 12]}>
          {kinds.map(([name, some]) => (
            <Col key={name} xs={12} md={24 / 4}>
              <Flex justify="space-between" gap={8}>
                <span>{name}</span>
                <strong>{t('figures.evidence.some', { some, all: count })}</strong>
              </Flex>
              <Progress
                percent={count === 0 ? 0 : (some / count) * 100}
                showInfo={false}
                size="small"
                strokeColor={some === 0 ? '#cf1322' : '#389e0d'}
                aria-label={`${name} ${some} / ${count}`}
              />
            </Col>
          ))}
        </Row>
      </Flex>
    </Section>
  );
}
