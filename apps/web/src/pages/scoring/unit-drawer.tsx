import { Button, Card, Drawer, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageState } from '../../components/page-state';
import { useIsPhone } from '../../components/use-is-phone';
import { shortNumber, signedPoints } from './pieces';
import { type Evaluation, type ScoreLine, useUnitScore } from './queries';

interface UnitDrawerProps {
  evaluation: Evaluation;
  unitId: string;
  /** Set for those who may object: opens the form with the item. */
  onObject?: (itemCode: string) => void;
  onClose: () => void;
}

/** Where each point of a unit comes from: item, rule, what it looked at, and what that gave. */
export function UnitDrawer({ evaluation, unitId, onObject, onClose }: UnitDrawerProps) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const score = useUnitScore(evaluation.id, unitId);
  const title = score.data
    ? t('scoring.drill.title', { name: score.data.name, total: score.data.total, rank: score.data.rank })
    : '';
  return (
    <Drawer open title={title} size={phone ? '100%' : 720} onClose={onClose}>
      {!score.data ? (
        <PageState error={score.error} onRetry={() => void score.refetch()} />
      ) : (
        <Flex vertical gap={12}>
          <Typography.Text type="secondary">{t('scoring.drill.sum')}</Typography.Text>
          {score.data.lines.map((line) => (
            <Line key={line.code} line={line} onObject={onObject} />
          ))}
        </Flex>
      )}
    </Drawer>
  );
}

function Line({ line, onObject }: { line: ScoreLine; onObject?: (itemCode: string) => void }) {
  const { t } = useTranslation();
  const cut = line.note !== null && Number(line.raw) !== Number(line.points);
  return (
    <Card
      size="small"
      title={line.name}
      extra={<strong style={{ fontSize: 16 }}>{line.points}</strong>}
      styles={{ title: { whiteSpace: 'normal' } }}
    >
      <Typography.Paragraph type="secondary" style={{ marginBottom: 8 }} className="wrap-anywhere">
        {t('scoring.drill.rule')}：{line.rule}
      </Typography.Paragraph>
      {line.note !== null && (
        <Typography.Paragraph type="warning" style={{ marginBottom: 8 }}>
          {[line.note, ...(cut ? [t('scoring.drill.raw', { value: shortNumber(line.raw) })] : [])].join('，')}
        </Typography.Paragraph>
      )}
      {line.inputs.length === 0 ? (
        <Typography.Text type="secondary">{t('scoring.drill.nothing')}</Typography.Text>
      ) : (
        <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {line.inputs.map((input, index) => (
            <Input key={index} input={input} first={index === 0} />
          ))}
        </ul>
      )}
      {onObject && !line.code.startsWith('~') && (
        <Button size="small" style={{ marginTop: 8 }} onClick={() => onObject(line.code)}>
          {t('scoring.drill.object')}
        </Button>
      )}
    </Card>
  );
}

function Input({ input, first }: { input: ScoreLine['inputs'][number]; first: boolean }) {
  const { t } = useTranslation();
  const part = input.numerator !== null && input.denominator !== null;
  // Projects of a share are listed, their points stand with the share itself.
  const silent = input.kind === 'project' && input.points === '0' && /：(是|否)$/.test(input.rule);
  return (
    <li
      className="wrap-anywhere"
      style={{
        padding: '6px 0',
        borderTop: first ? undefined : '1px solid #f0f2f5',
        opacity: input.counted ? 1 : 0.75,
      }}
    >
      <Flex justify="space-between" gap={12}>
        <span style={{ minWidth: 0 }}>
          {input.projectId === null ? input.label : <Link to={`/projects/${input.projectId}`}>{input.label}</Link>}
        </span>
        {!silent && (
          <span style={{ flex: 'none', whiteSpace: 'nowrap' }}>
            {input.counted ? signedPoints(shortNumber(input.points)) : t('scoring.drill.notCounted')}
          </span>
        )}
      </Flex>
      <Typography.Text type="secondary" style={{ fontSize: 13 }}>
        {[
          input.rule,
          ...(part && input.measure !== null ? [t('scoring.drill.version', { n: input.measureVersion ?? 1 })] : []),
          ...(input.why === null ? [] : [input.why]),
          ...(input.evidence === null ? [] : [t('scoring.drill.evidence', { text: input.evidence })]),
        ].join('；')}
      </Typography.Text>
    </li>
  );
}
