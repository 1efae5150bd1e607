import { Button, Card, Checkbox, Flex, Form, Input, Radio, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDictionary } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { DayInput } from '../../components/day-input';
import { type Issue, useIssues } from './queries';

/** A risk that the supervisor should know of; a supporting department says when its part is done. */
export function ReportFields({ issue }: { issue: Issue }) {
  const { t } = useTranslation();
  const me = useMe();
  const supports = issue.supportUnits.some(({ id }) => id === me.unitId);
  return (
    <>
      {supports && !issue.supportDoneIds.includes(me.unitId) && (
        <Form.Item name="done" valuePropName="checked">
          <Checkbox>{t('issues.act.partDone')}</Checkbox>
        </Form.Item>
      )}
      <Form.Item name="risk" label={t('issues.act.risk')}>
        <Input maxLength={200} placeholder={t('issues.act.riskPlaceholder')} />
      </Form.Item>
    </>
  );
}

/** Another open issue, of the same project first. */
export function TargetField({ issue }: { issue: Issue }) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const [words, setWords] = useState('');
  const found = useIssues({
    state: 'registered,assigned,in-progress,returned,suspended,pending-verification',
    ...(words.trim() ? { q: words.trim() } : { projectId: issue.projectId ?? undefined }),
    pageSize: 20,
  });
  const options = (found.data?.items ?? [])
    .filter(({ id }) => id !== issue.id)
    .map(({ id, number, title, state }) => ({
      value: id,
      label: `${number} ${title}（${dictionary.word('state', state)}）`,
    }));
  return (
    <Form.Item
      name="targetId"
      label={t('issues.act.target')}
      rules={[{ required: true, message: t('issues.act.targetRequired') }]}
    >
      <Select
        showSearch={{ filterOption: false, onSearch: setWords }}
        placeholder={t('issues.act.targetPlaceholder')}
        notFoundContent={found.isFetching ? t('shell.loading') : t('issues.act.noTarget')}
        options={options}
      />
    </Form.Item>
  );
}

/** What is split off: a title each; category and severity as they are unless changed. */
export function PartsFields({ issue }: { issue: Issue }) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  return (
    <Form.List name="parts">
      {(fields, { add, remove }) => (
        <Flex vertical gap={12} style={{ marginBottom: 20 }}>
          {fields.map(({ key, name }) => (
            <Card
              key={key}
              size="small"
              title={t('issues.act.part', { count: name + 1 })}
              extra={
                fields.length > 1 && (
                  <Button size="small" type="text" onClick={() => remove(name)}>
                    {t('issues.act.removePart')}
                  </Button>
                )
              }
            >
              <Form.Item
                name={[name, 'title']}
                label={t('issues.act.partTitle')}
                rules={[{ required: true, whitespace: true, min: 2, message: t('issues.act.partTitleRequired') }]}
              >
                <Input maxLength={100} />
              </Form.Item>
              <Form.Item
                name={[name, 'categoryCode']}
                label={t('issues.act.partCategory')}
                initialValue={issue.categoryCode}
              >
                <Select options={dictionary.categories.map(({ code, name: label }) => ({ value: code, label }))} />
              </Form.Item>
              <Form.Item
                name={[name, 'severity']}
                label={t('issues.act.partSeverity')}
                initialValue={issue.severity}
                style={{ marginBottom: 0 }}
              >
                <Radio.Group
                  optionType="button"
                  options={(['low', 'medium', 'high'] as const).map((value) => ({
                    value,
                    label: dictionary.word('severity', value),
                  }))}
                />
              </Form.Item>
            </Card>
          ))}
          <Button disabled={fields.length >= 10} onClick={() => add({ title: '' })}>
            {t('issues.act.addPart')}
          </Button>
        </Flex>
      )}
    </Form.List>
  );
}

/** What the verification rests on: a visit since closure was applied for, with what it found of this issue, or the evidence. */
export function VisitField({ issue }: { issue: Issue }) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  if (issue.projectId === null) return null;
  const options = issue.visitsSince.map(({ id, visitedOn, officerName, finding }) => {
    const words = { day: dayjs(visitedOn).format(t('issues.act.visitDay')), name: officerName };
    return {
      value: id,
      label: finding
        ? t('issues.act.visitFound', { ...words, finding: dictionary.word('finding', finding) })
        : t('issues.act.visitOn', words),
    };
  });
  return (
    <Form.Item
      name="visitId"
      label={t('issues.act.visit')}
      extra={options.length === 0 && t('issues.act.visitNoneSince')}
    >
      <VisitChoice options={options} />
    </Form.Item>
  );
}

/** One tap each: the visits, and the evidence without one. */
function VisitChoice(props: {
  id?: string;
  options: { value: string; label: string }[];
  value?: string;
  onChange?: (value: string | undefined) => void;
}) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      id={props.id}
      vertical
      value={props.value ?? ''}
      onChange={({ target }) => props.onChange?.((target.value as string) || undefined)}
      options={[...props.options, { value: '', label: t('issues.act.visitNone') }]}
    />
  );
}

/** One's own light beside the computed one, and until when it counts. */
export function JudgeFields({ today }: { today: string }) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  return (
    <>
      <Form.Item
        name="light"
        label={t('issues.act.light')}
        rules={[{ required: true, message: t('issues.act.lightRequired') }]}
      >
        <Radio.Group
          optionType="button"
          options={(['red', 'yellow', 'green'] as const).map((value) => ({
            value,
            label: dictionary.word('light', value),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="until"
        label={t('issues.act.until')}
        initialValue={dayjs(today).add(7, 'day').format('YYYY-MM-DD')}
        rules={[{ required: true, message: t('issues.act.dayRequired') }]}
      >
        <DayInput first={today} last={dayjs(today).add(31, 'day').format('YYYY-MM-DD')} />
      </Form.Item>
    </>
  );
}
