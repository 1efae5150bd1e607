import { CheckCircleFilled } from '@ant-design/icons';
import { Alert, Button, Card, Flex, Progress, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LightTag } from '../../components/light-tag';
import { PageState } from '../../components/page-state';
import { Pieces } from '../../components/pieces';
import { Section } from '../../components/section';
import type { Issue } from './queries';
import { StepMark } from './step-mark';
import { StepsForm } from './steps-form';
import { type Plan, type Step, useSteps } from './steps-queries';

/** The steps of a task list's item: who owns each, by when, done or late; only where its ledger plans steps. */
export function StepsCard({ issue }: { issue: Issue }) {
  return issue.steps ? <Steps issue={issue} /> : null;
}

function Steps({ issue }: { issue: Issue }) {
  const { t } = useTranslation();
  const plan = useSteps(issue.id, issue.version);
  const [planning, setPlanning] = useState(false);
  const [marking, setMarking] = useState<Step>();
  if (!plan.data) return <PageState error={plan.error} onRetry={() => void plan.refetch()} />;
  const { steps, mayPlan, missing } = plan.data;
  const change = mayPlan && (
    <Button onClick={() => setPlanning(true)}>
      {t(steps.length > 0 ? 'ledgers.steps.change' : 'ledgers.steps.edit')}
    </Button>
  );
  return (
    <Section title={t('ledgers.steps.title')} extra={change}>
      {steps.length === 0 ? (
        <Typography.Text type="secondary">{t('ledgers.steps.none')}</Typography.Text>
      ) : (
        <Flex vertical gap={12}>
          <Summary plan={plan.data} />
          {missing && <Alert type="warning" showIcon title={missing} />}
          {steps.map((step) => (
            <Line key={step.id} step={step} onMark={() => setMarking(step)} />
          ))}
        </Flex>
      )}
      {planning && <StepsForm issueId={issue.id} plan={plan.data} onClose={() => setPlanning(false)} />}
      {marking && (
        <StepMark
          issueId={issue.id}
          step={marking}
          last={marking.doneOn === null && plan.data.total - plan.data.done === 1}
          onClose={() => setMarking(undefined)}
        />
      )}
    </Section>
  );
}

function Summary({ plan: { done, total, late, nextPlannedOn } }: { plan: Plan }) {
  const { t } = useTranslation();
  return (
    <div>
      <Flex wrap gap="0 16px">
        <span>{t('ledgers.steps.progress', { done, total })}</span>
        {nextPlannedOn && <span>{t('ledgers.steps.next', { day: nextPlannedOn })}</span>}
        {late > 0 && <LightTag light="red" text={t('ledgers.steps.late', { count: late })} />}
      </Flex>
      <Progress percent={Math.round((done / total) * 100)} size="small" showInfo={false} aria-hidden />
    </div>
  );
}

function Line({ step, onMark }: { step: Step; onMark: () => void }) {
  const { t } = useTranslation();
  const done = step.doneOn !== null;
  return (
    <Card size="small" styles={{ body: { padding: '10px 12px' } }}>
      <Flex justify="space-between" align="start" gap={12}>
        <div className="wrap-anywhere" style={{ minWidth: 0 }}>
          <Flex gap={8} align="baseline">
            <Typography.Text type="secondary">{step.place}</Typography.Text>
            <Typography.Text strong>{step.title}</Typography.Text>
          </Flex>
          <div style={{ margin: '4px 0' }}>
            {done ? (
              <Flex gap={6} align="center">
                <CheckCircleFilled aria-hidden style={{ color: '#2e9e4f' }} />
                {step.lightReason}
              </Flex>
            ) : (
              <LightTag light={step.light} text={step.lightReason} />
            )}
          </div>
          <Pieces
            of={[
              `${t('ledgers.steps.owner')}：${step.ownerUnitName}${step.ownerName ? ` · ${step.ownerName}` : ''}`,
              `${t('ledgers.steps.plannedOn')} ${step.plannedOn}`,
              done && `${t('ledgers.steps.doneOn')} ${step.doneOn ?? ''}（${step.doneByName ?? ''}）`,
            ]}
          />
          {step.doneNote && <div style={{ marginTop: 4, whiteSpace: 'pre-wrap' }}>{step.doneNote}</div>}
        </div>
        {step.mayMark && (
          <Button type={done ? 'default' : 'primary'} onClick={onMark} style={{ flex: 'none' }}>
            {t(done ? 'ledgers.steps.undone' : 'ledgers.steps.done')}
          </Button>
        )}
      </Flex>
    </Card>
  );
}
