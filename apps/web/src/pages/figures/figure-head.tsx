import { LeftOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button, Card, Flex, QRCode, Space, Tag, Typography } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../components/link-button';
import { useIsPhone } from '../../components/use-is-phone';
import { useFigureText } from './figure-text';
import type { FigureView, OpenedFigure } from './queries';

/** What the figure is, large; who published it; the code that is printed beside it. */
export function FigureHead({ opened }: { opened: OpenedFigure }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const text = useFigureText();
  const { month, figure, publication, revision, code } = opened;
  const name = dayjs(`${month}-01`).format(t('months.monthFormat'));
  const back = revision > 0 && publication && publication.newest > revision ? `?revision=${revision}` : '';
  return (
    <Card size="small">
      <Flex justify="space-between" gap={16} align="start">
        <Flex vertical gap={4} style={{ minWidth: 0 }} className="wrap-anywhere">
          <Space wrap className="no-print">
            <LinkButton type="link" icon={<LeftOutlined />} to={`/months/${month}${back}`} style={{ paddingInline: 0 }}>
              {t('figures.back', { month: name })}
            </LinkButton>
          </Space>
          <Typography.Title level={4} style={{ margin: 0 }}>
            {[name, figure.scopeName, figure.name].filter(Boolean).join(' · ')}
          </Typography.Title>
          <div className="figure-value">{text(figure.value, figure.unit)}</div>
          <Comparisons figure={figure} />
          <Space wrap size={[8, 4]}>
            <Tag color={publication ? 'success' : 'processing'} style={{ marginInlineEnd: 0 }}>
              {publication ? `${t('months.closed')} · ${t('figures.revision', { n: revision })}` : t('months.open')}
            </Tag>
            <Typography.Text type="secondary">
              {publication
                ? t('figures.published', {
                    time: dayjs(publication.closedAt).format(t('visit.time')),
                    name: publication.closedByName,
                  })
                : t('figures.notPublished')}
            </Typography.Text>
          </Space>
          {publication?.reason && (
            <Typography.Text type="secondary">{t('figures.reason', { reason: publication.reason })}</Typography.Text>
          )}
        </Flex>
        <Flex vertical align="center" gap={4} style={{ flex: 'none' }}>
          {code !== null && (
            <>
              <QRCode
                type="svg"
                size={phone ? 76 : 104}
                bordered={false}
                value={`${window.location.origin}/figures/${code}`}
                aria-label={t('figures.qr', { code })}
              />
              <Typography.Text copyable={phone ? false : { text: code }} className="figure-code">
                {t('figures.code', { code })}
              </Typography.Text>
            </>
          )}
          {!phone && (
            <Button className="no-print" icon={<PrinterOutlined />} onClick={() => window.print()}>
              {t('figures.print')}
            </Button>
          )}
        </Flex>
      </Flex>
    </Card>
  );
}

/** Against the month before and the year before. */
function Comparisons({ figure }: { figure: FigureView }) {
  const { t } = useTranslation();
  const text = useFigureText();
  const points = figure.unit === '%' ? t('figures.pointUnit') : figure.unit;
  const said = (key: 'monthBefore' | 'yearBefore'): string | null => {
    const before = figure[key];
    if (!before || before.value === null) return null;
    const { value, change, rate } = before;
    const plain = change?.replace('-', '') ?? null;
    const flat = plain !== null && /^0(\.0*)?$/.test(plain);
    const moved =
      change === null || plain === null
        ? null
        : flat
          ? t('figures.changeNone')
          : t(change.startsWith('-') ? 'figures.changeDown' : 'figures.changeUp', { change: text(plain, points) });
    return [
      t(`figures.${key}`, { value: text(value, figure.unit) }),
      moved && `（${moved}${rate === null || flat ? '' : `，${text(rate, '%')}`}）`,
    ]
      .filter(Boolean)
      .join('');
  };
  const lines = [said('monthBefore'), said('yearBefore')].filter((line) => line !== null);
  return lines.length > 0 ? <Typography.Text type="secondary">{lines.join('；')}</Typography.Text> : null;
}
