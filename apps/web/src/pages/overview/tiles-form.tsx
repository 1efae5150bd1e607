import { Col, Form, Input, Radio, Row, Select, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import { Empty } from '../../components/empty';
import { FormModal } from '../../components/form-modal';
import { type TileChoice, useChooseTiles, useTiles } from './queries';

type Way = 'schedule' | 'fixed' | 'none';
interface Line {
  measure: string;
  scope: string;
  way: Way;
  target?: string;
  margin: string;
}
interface Values extends Record<string, unknown> {
  tiles: Line[];
}

const useChoices = (month: string) =>
  useQuery({
    queryKey: ['overview-choices', month],
    queryFn: () => read(api.GET('/api/overview/{month}/choices', { params: { path: { month } } })),
  });

/** Which five numbers stand on top, and what each should be. */
export function TilesForm({ month, onClose }: { month: string; onClose: () => void }) {
  const { t } = useTranslation();
  const tiles = useTiles();
  const choices = useChoices(month);
  const choose = useChooseTiles();
  if (!tiles.data || !choices.data) return null;
  return (
    <FormModal<Values>
      title={t('overview.tiles.title')}
      width={720}
      onClose={onClose}
      initial={{ tiles: tiles.data.tiles.map(lineOf) }}
      labels={{}}
      submit={({ tiles: lines }) => choose.mutateAsync(lines.map(tileOf))}
      onChange={(_, form) => {
        // Another measure may not be there for what the one before was of.
        const { tiles: lines } = form.getFieldsValue(true) as Values;
        lines.forEach((line, index) => {
          const scopes = choices.data.find(({ measure }) => measure === line.measure)?.scopes ?? [];
          if (scopes.length > 0 && !scopes.some((scope) => keyOf(scope) === line.scope)) {
            form.setFieldValue(['tiles', index, 'scope'], keyOf(scopes[0]!));
          }
        });
      }}
    >
      <Typography.Paragraph type="secondary">{t('overview.tiles.hint')}</Typography.Paragraph>
      {choices.data.length === 0 ? (
        <Empty text={t('overview.tiles.unavailable')} />
      ) : (
        tiles.data.tiles.map((_, index) => <LineFields key={index} index={index} choices={choices.data} />)
      )}
    </FormModal>
  );
}

type Choices = NonNullable<ReturnType<typeof useChoices>['data']>;

function LineFields({ index, choices }: { index: number; choices: Choices }) {
  const { t } = useTranslation();
  const name = (field: keyof Line) => ['tiles', index, field];
  const measure = Form.useWatch<string | undefined>(name('measure'));
  const way = Form.useWatch<Way | undefined>(name('way'));
  const scopes = choices.find((choice) => choice.measure === measure)?.scopes ?? [];
  return (
    <div style={{ paddingTop: 12, borderTop: '1px solid #eceff3' }}>
      <Typography.Text strong>{t('overview.tiles.place', { n: index + 1 })}</Typography.Text>
      <Row gutter={12}>
        <Col xs={24} md={12}>
          <Form.Item name={name('measure')} label={t('overview.tiles.measure')}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={choices.map((choice) => ({
                value: choice.measure,
                label: t('overview.tiles.labels', { name: choice.name, unit: choice.unit }),
              }))}
            />
          </Form.Item>
        </Col>
        <Col xs={24} md={12}>
          <Form.Item name={name('scope')} label={t('overview.tiles.scope')}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={scopes.map((scope) => ({
                value: keyOf(scope),
                label: scope.scopeKind === 'total' ? t('overview.tiles.total') : scope.scopeName,
              }))}
            />
          </Form.Item>
        </Col>
        <Col xs={24} md={12}>
          <Form.Item name={name('way')} label={t('overview.tiles.target')} style={{ marginBottom: 8 }}>
            <Radio.Group
              options={(['schedule', 'fixed', 'none'] as const).map((value) => ({
                value,
                label: t(`overview.tiles.${value === 'none' ? 'noTarget' : value}`),
              }))}
            />
          </Form.Item>
          {way === 'fixed' && (
            <Form.Item
              name={name('target')}
              rules={[
                { required: true, pattern: /^-?\d{1,9}(\.\d{1,4})?$/, message: t('overview.tiles.targetRequired') },
              ]}
            >
              <Input inputMode="decimal" aria-label={t('overview.tiles.target')} />
            </Form.Item>
          )}
        </Col>
        <Col xs={24} md={12}>
          <Form.Item
            name={name('margin')}
            label={t('overview.tiles.margin')}
            tooltip={t('overview.tiles.marginHint')}
            rules={[{ required: true, pattern: /^\d{1,9}(\.\d{1,4})?$/, message: t('overview.tiles.marginRequired') }]}
          >
            <Input inputMode="decimal" disabled={way === 'none'} />
          </Form.Item>
        </Col>
      </Row>
    </div>
  );
}

const keyOf = ({ scopeKind, scopeId }: { scopeKind: string; scopeId: string }): string => `${scopeKind}:${scopeId}`;

function lineOf({ measure, scopeKind, scopeId, target, margin }: TileChoice): Line {
  const way: Way = target === null ? 'none' : target === 'schedule' ? 'schedule' : 'fixed';
  return {
    measure,
    scope: keyOf({ scopeKind, scopeId }),
    way,
    target: way === 'fixed' ? (target ?? '') : undefined,
    margin,
  };
}

function tileOf({ measure, scope, way, target, margin }: Line): TileChoice {
  const at = scope.indexOf(':');
  return {
    measure,
    scopeKind: scope.slice(0, at) as TileChoice['scopeKind'],
    scopeId: scope.slice(at + 1),
    target: way === 'none' ? null : way === 'schedule' ? 'schedule' : (target ?? '').trim(),
    margin: margin.trim(),
  };
}
