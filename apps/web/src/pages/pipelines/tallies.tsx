import { Button, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSumText } from '../../components/amount';
import { useDictionary } from '../../client/dictionary';
import type { Pipeline, Stage } from './queries';
import { RemoveTally, TallyForm } from './tally-forms';

type Tally = Stage['tallies'][number];

/** The totals that were entered, each to be corrected or withdrawn. */
export function Tallies({ pipeline }: { pipeline: Pipeline }) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const amount = useSumText();
  const [open, setOpen] = useState<{ how: 'edit' | 'remove'; stage: Stage; tally: Tally }>();
  const mayWrite = pipeline.allowedActions.includes('tally');
  const close = () => setOpen(undefined);
  return (
    <div>
      <Typography.Text strong>{t('pipelines.tally.entered')}</Typography.Text>
      {pipeline.stages.flatMap((stage) =>
        stage.tallies.map((tally) => (
          <Flex key={stage.id + tally.month} gap="0 12px" wrap align="center" style={{ fontSize: 13 }}>
            <span>
              {t('pipelines.tally.line', { stage: stage.name, month: tally.month, count: tally.count })}
              {tally.amount !== null && `，${word('stageAmount', stage.counts)} ${amount(tally.amount)}`}
            </span>
            {tally.enteredByName !== null && (
              <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                {tally.enteredByName}
              </Typography.Text>
            )}
            {mayWrite && (
              <span>
                <Button type="link" size="small" onClick={() => setOpen({ how: 'edit', stage, tally })}>
                  {t('pipelines.list.edit')}
                </Button>
                <Button type="link" size="small" onClick={() => setOpen({ how: 'remove', stage, tally })}>
                  {t('pipelines.tally.remove')}
                </Button>
              </span>
            )}
          </Flex>
        )),
      )}
      {open?.how === 'edit' && (
        <TallyForm pipeline={pipeline} stage={open.stage} month={open.tally.month} onClose={close} />
      )}
      {open?.how === 'remove' && <RemoveTally stage={open.stage} month={open.tally.month} onClose={close} />}
    </div>
  );
}
