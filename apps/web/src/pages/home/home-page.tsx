import { Card, Col, Flex, Row, Skeleton, Typography } from 'antd';
import dayjs from 'dayjs';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useDistrict } from '../../client/dictionary';
import { type Role, useMe } from '../../client/session';
import { RatingSummary } from '../rate/rating-summary';
import { AdministratorHome, CalendarAsked } from './administrator-home';
import { DepartmentHome } from './department-home';
import { InboxCard } from './inbox-card';
import { OfficerHome } from './officer-home';
import { SupervisorHome } from './supervisor-home';

// The district on one page only for those who read it first thing.
const OverviewPage = lazy(() => import('../overview/overview-page'));

/** What waits for this person; somebody with several roles sees the part of each. */
export default function HomePage() {
  const { t } = useTranslation();
  const me = useMe();
  const { today } = useDistrict();
  const is = (...roles: Role[]) => roles.some((role) => me.roles.includes(role));
  return (
    <Flex vertical gap={16}>
      <Typography.Title level={4} style={{ margin: 0 }}>
        {t('shell.home.hello', { name: me.name, day: dayjs(today).format(t('shell.home.dayFormat')) })}
      </Typography.Title>
      {is('administrator') && <CalendarAsked />}
      <InboxCard />
      {is('leader') && (
        <Suspense
          fallback={
            <Card>
              <Skeleton active />
            </Card>
          }
        >
          <OverviewPage />
        </Suspense>
      )}
      {is('supervisor') && <SupervisorHome />}
      {is('leader') && !is('supervisor') && <RatingSummary />}
      {is('handler', 'head') && <DepartmentHome />}
      {is('officer') && <OfficerHome />}
      {is('administrator') && (
        <Row>
          <Col xs={24} md={12}>
            <AdministratorHome />
          </Col>
        </Row>
      )}
    </Flex>
  );
}
