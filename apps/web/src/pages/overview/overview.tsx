import { Button, Card, Col, Flex, Row, Space, Tag, Typography } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDistrict } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { DemoNote } from '../../components/demo-note';
import { Empty } from '../../components/empty';
import { LinkButton } from '../../components/link-button';
import { MonthStepper } from '../../components/month-stepper';
import { PageState } from '../../components/page-state';
import { Batches } from './batches';
import { HeldUp } from './held-up';
import { LateUnits } from './late-units';
import { Lists } from './lists';
import { Numbers } from './numbers';
import { PlaceMap } from './place-map';
import { type Overview, useOverview } from './queries';
import { TilesForm } from './tiles-form';

interface OverviewProps {
  month: string;
  revision?: number;
  onMonth: (month: string) => void;
}

/** The district on one page: what a leader reads first, at the desk and on the phone. */
export function DistrictOverview({ month, revision, onMonth }: OverviewProps) {
  const overview = useOverview(month, revision);
  return (
    <Flex vertical gap={12}>
      <Head month={month} onMonth={onMonth} overview={overview.data} />
      {overview.data ? (
        <Body overview={overview.data} revision={revision} waiting={overview.isPlaceholderData} />
      ) : (
        <PageState error={overview.error} onRetry={() => void overview.refetch()} />
      )}
    </Flex>
  );
}

function Body({ overview, revision, waiting }: { overview: Overview; revision?: number; waiting: boolean }) {
  const { t } = useTranslation();
  return (
    <Flex vertical gap={12} style={{ opacity: waiting ? 0.5 : 1 }}>
      {overview.tiles.length === 0 ? (
        <Card>
          <Empty text={t('overview.tile.empty')} />
        </Card>
      ) : (
        <Numbers tiles={overview.tiles} month={overview.month} revision={revision} />
      )}
      <DemoNote />
      <Row gutter={[12, 12]}>
        <Col xs={24} xl={13}>
          <Flex vertical gap={12}>
            <Lists overview={overview} revision={revision} />
            <LateUnits units={overview.units} today={overview.today} />
          </Flex>
        </Col>
        <Col xs={24} xl={11}>
          <Flex vertical gap={12}>
            <HeldUp overview={overview} />
            <Batches overview={overview} revision={revision} />
            <PlaceMap places={overview.places} />
          </Flex>
        </Col>
      </Row>
    </Flex>
  );
}

/** The last day that the month's figures are about; the running month has come to today. */
function lastDayOf(month: string, today: string): string {
  const last = dayjs(`${month}-01`).endOf('month').format('YYYY-MM-DD');
  return last < today ? last : today;
}

function Head({ month, onMonth, overview }: { month: string; onMonth: (month: string) => void; overview?: Overview }) {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const me = useMe();
  const [choosing, setChoosing] = useState(false);
  const name = dayjs(`${month}-01`).format(t('months.monthFormat'));
  const mayChoose = me.roles.includes('supervisor') || me.roles.includes('administrator');
  return (
    <Card size="small">
      <Flex justify="space-between" align="center" wrap gap={12}>
        <Space wrap size="middle">
          <Typography.Title level={4} style={{ margin: 0 }}>
            {t('overview.titleOf', { month: name })}
          </Typography.Title>
          {overview?.month === month && (
            <>
              <Tag color={overview.status === 'closed' ? 'success' : 'processing'}>
                {t(`months.${overview.status}`)}
              </Tag>
              <Typography.Text type="secondary">{t('months.asOf', { day: lastDayOf(month, today) })}</Typography.Text>
            </>
          )}
        </Space>
        <Space wrap>
          <MonthStepper month={month} today={today} onMonth={onMonth} />
          {mayChoose && <Button onClick={() => setChoosing(true)}>{t('overview.tile.choose')}</Button>}
          <LinkButton to={`/months/${month}`}>{t('overview.months')}</LinkButton>
        </Space>
      </Flex>
      {choosing && <TilesForm month={month} onClose={() => setChoosing(false)} />}
    </Card>
  );
}
