import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Flex, Form, Input, InputNumber, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDictionary } from '../../client/dictionary';
import { uuidv7 } from '../../client/uuid';
import { FormModal } from '../../components/form-modal';
import { type Pipeline, type PipelineBody, useChangePipeline, useCreatePipeline } from './queries';

const KINDS: PipelineBody['kind'][] = ['funds', 'promotion', 'reserve'];
const COUNTS: StageValues['counts'][] = ['requested', 'obtained', 'investment', 'intended', 'signed'];

interface StageValues {
  /** Names the stage within the form: its name may change while others are based on it. */
  key: string;
  id?: string;
  name?: string;
  counts: PipelineBody['stages'][number]['counts'];
  /** The key of another, `previous` or `none`. */
  base: string;
  digits: number;
  aside: boolean;
}
interface Values extends Record<string, unknown> {
  name: string;
  kind: PipelineBody['kind'];
  year: number;
  stages: StageValues[];
  correctionReason?: string;
}

const newStage = (counts: StageValues['counts'] = 'requested', name?: string): StageValues => ({
  key: uuidv7(),
  name,
  counts,
  base: 'previous',
  digits: 0,
  aside: false,
});

/** What a new one of a kind usually has. */
const USUAL: Record<PipelineBody['kind'], () => StageValues[]> = {
  funds: () => [
    newStage('requested', '申报'),
    newStage('requested', '省审核通过'),
    newStage('requested', '国家审核通过'),
    newStage('obtained', '资金下达'),
    { ...newStage('requested', '储备'), aside: true },
  ],
  promotion: () => [newStage('intended', '线索'), newStage('intended', '洽谈'), newStage('signed', '签约')],
  reserve: () => [newStage('investment', '谋划'), newStage('investment', '前期'), newStage('investment', '成熟')],
};

/** A pipeline with its stages; kind and year are fixed once it is there. */
export function PipelineForm(props: { pipeline?: Pipeline; year: number; onClose: () => void }) {
  const { pipeline } = props;
  const { t } = useTranslation();
  const { word } = useDictionary();
  const create = useCreatePipeline();
  const change = useChangePipeline(pipeline?.id ?? '');
  // Sent again after no answer came, it is still the same one.
  const [id] = useState(uuidv7);
  const initial: Partial<Values> = pipeline
    ? {
        ...pipeline,
        stages: pipeline.stages.map((stage) => ({
          ...{ key: stage.id, id: stage.id, name: stage.name, counts: stage.counts, digits: stage.digits },
          ...{ base: stage.baseStageId ?? 'none', aside: stage.aside },
        })),
      }
    : { year: props.year, stages: [newStage()] };
  return (
    <FormModal<Values>
      title={t(pipeline ? 'pipelines.edit' : 'pipelines.create')}
      width={760}
      onClose={props.onClose}
      initial={initial}
      version={pipeline?.version}
      labels={{ name: t('pipelines.name'), stages: t('pipelines.stages.version') }}
      show={(field, value) =>
        field === 'stages' ? (value as StageValues[]).map(({ name }) => name).join('、') : String(value)
      }
      onChange={(changed, form) => {
        if (changed.kind && !form.isFieldTouched('stages')) form.setFieldValue('stages', USUAL[changed.kind]());
      }}
      submit={({ name, kind, year, stages, correctionReason }, version) => {
        const told = stages.map((stage) => toldOf(stage, stages));
        return pipeline
          ? change.mutateAsync({ name, stages: told, version, correctionReason })
          : create.mutateAsync({ id, name, kind, year, stages: told });
      }}
    >
      <Form.Item
        name="name"
        label={t('pipelines.name')}
        rules={[{ required: true, whitespace: true, message: t('pipelines.nameRequired') }]}
      >
        <Input maxLength={60} />
      </Form.Item>
      <Flex gap={12} wrap>
        <Form.Item
          name="kind"
          label={t('pipelines.kind')}
          style={{ flex: '1 1 180px' }}
          rules={[{ required: true, message: t('pipelines.kindRequired') }]}
        >
          <Select
            disabled={pipeline !== undefined}
            options={KINDS.map((code) => ({ value: code, label: word('pipelineKind', code) }))}
          />
        </Form.Item>
        <Form.Item name="year" label={t('pipelines.year')} style={{ flex: '1 1 120px' }} rules={[{ required: true }]}>
          <InputNumber
            disabled={pipeline !== undefined}
            min={2000}
            max={2100}
            precision={0}
            style={{ width: '100%' }}
          />
        </Form.Item>
      </Flex>
      <Typography.Text strong>{t('pipelines.stages.title')}</Typography.Text>
      <Typography.Paragraph type="secondary" style={{ fontSize: 13 }}>
        {t('pipelines.stages.hint')}
      </Typography.Paragraph>
      <StageFields />
    </FormModal>
  );
}

function toldOf({ id, name = '', counts, base, digits, aside }: StageValues, all: StageValues[]) {
  const named = all.find(({ key }) => key === base)?.name;
  const bases = { previous: undefined, none: null } as Record<string, undefined | null>;
  return { id, name, counts, digits, aside, base: base in bases ? bases[base] : named };
}

function StageFields() {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const form = Form.useFormInstance<Values>();
  const stages = Form.useWatch<StageValues[] | undefined>('stages', form) ?? [];
  const basesOf = (index: number) => [
    { value: 'previous', label: t('pipelines.stages.previous') },
    { value: 'none', label: t('pipelines.stages.none') },
    ...stages
      .filter((stage, other) => other !== index && stage?.name)
      .map((stage) => ({ value: stage.key, label: stage.name })),
  ];
  return (
    <Form.List name="stages">
      {(fields, { add, remove, move }) => (
        <Flex vertical gap={8}>
          {fields.map(({ key, name: index }) => (
            <Flex
              key={key}
              gap="0 12px"
              wrap
              align="end"
              style={{ padding: '8px 12px 0', background: '#f7f9fc', borderRadius: 6 }}
            >
              <Form.Item name={[index, 'key']} hidden>
                <Input />
              </Form.Item>
              <Form.Item name={[index, 'id']} hidden>
                <Input />
              </Form.Item>
              <Form.Item
                name={[index, 'name']}
                label={t('pipelines.stages.name')}
                style={{ flex: '1 1 150px', marginBottom: 8 }}
                rules={[{ required: true, whitespace: true, message: t('pipelines.stages.nameRequired') }]}
              >
                <Input maxLength={30} />
              </Form.Item>
              <Form.Item
                name={[index, 'counts']}
                label={t('pipelines.stages.counts')}
                style={{ flex: '1 1 110px', marginBottom: 8 }}
              >
                <Select options={COUNTS.map((code) => ({ value: code, label: word('stageAmount', code) }))} />
              </Form.Item>
              <Form.Item
                name={[index, 'base']}
                label={t('pipelines.stages.base')}
                style={{ flex: '1 1 130px', marginBottom: 8 }}
              >
                <Select options={basesOf(index)} />
              </Form.Item>
              <Form.Item
                name={[index, 'digits']}
                label={t('pipelines.stages.digits')}
                style={{ flex: '0 1 90px', marginBottom: 8 }}
              >
                <InputNumber min={0} max={4} precision={0} style={{ width: '100%' }} />
              </Form.Item>
              <Flex justify="space-between" align="center" wrap style={{ width: '100%' }}>
                <Form.Item name={[index, 'aside']} valuePropName="checked" style={{ marginBottom: 4 }}>
                  <Checkbox>{t('pipelines.stages.aside')}</Checkbox>
                </Form.Item>
                <span>
                  <Button
                    type="text"
                    icon={<ArrowUpOutlined />}
                    aria-label={t('pipelines.stages.up')}
                    disabled={index === 0}
                    onClick={() => move(index, index - 1)}
                  />
                  <Button
                    type="text"
                    icon={<ArrowDownOutlined />}
                    aria-label={t('pipelines.stages.down')}
                    disabled={index === fields.length - 1}
                    onClick={() => move(index, index + 1)}
                  />
                  <Button
                    type="text"
                    danger
                    icon={<DeleteOutlined />}
                    aria-label={t('pipelines.stages.remove')}
                    disabled={fields.length === 1}
                    onClick={() => remove(index)}
                  />
                </span>
              </Flex>
            </Flex>
          ))}
          {fields.length < 12 && (
            <Button icon={<PlusOutlined />} onClick={() => add(newStage())}>
              {t('pipelines.stages.add')}
            </Button>
          )}
        </Flex>
      )}
    </Form.List>
  );
}
