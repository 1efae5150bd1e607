import { Card, Flex, Select, Tabs, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { useDistrict } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { DemoNote } from '../../components/demo-note';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { isWeek, weekOf } from '../../components/week';
import { AboutLink } from './about-link';
import { CoverageCard } from './coverage-card';
import { DutiesTab } from './duties-tab';
import { MatrixTab } from './matrix-tab';
import { PeopleTab } from './people-tab';
import { ProgressTab } from './progress-tab';
import { QuestionsTab } from './questions-tab';
import { VisitsTab } from './visits-tab';
import { WeekPicker } from './week-picker';

interface TabEntry {
  key: string;
  label: string;
  page: ReactNode;
  /** Shown to those who have one of these. */
  permissions?: string[];
}

/** Duties and visits by project and unit, never by person; week, tab and filters are in the address bar. */
export default function VisitsPage() {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const { permissions } = useMe();
  const phone = useIsPhone();
  const { get, set } = useAddress();
  const asked = get('week') ?? '';
  const week = isWeek(asked) ? asked : weekOf(today);
  const tabs: TabEntry[] = [
    { key: 'duties', label: t('duties.tabs.duties'), page: <DutiesTab week={week} /> },
    { key: 'visits', label: t('duties.tabs.visits'), page: <VisitsTab week={week} /> },
    { key: 'matrix', label: t('duties.tabs.matrix'), page: <MatrixTab week={week} />, permissions: ['duty.matrix'] },
    { key: 'progress', label: t('duties.tabs.progress'), page: <ProgressTab />, permissions: ['progress.confirm'] },
    { key: 'questions', label: t('duties.tabs.questions'), page: <QuestionsTab />, permissions: ['duty.questions'] },
    {
      key: 'people',
      label: t('duties.tabs.people'),
      page: <PeopleTab />,
      permissions: ['stand-in.write', 'handover.write'],
    },
  ];
  const shown = tabs.filter(
    (entry) => !entry.permissions || entry.permissions.some((name) => permissions.includes(name)),
  );
  const chosen = shown.find(({ key }) => key === get('tab')) ?? shown[0];
  // Filters of one tab mean nothing to another.
  const open = (tab: string) => set({ ...CLEARED, tab: tab === 'duties' ? undefined : tab });
  // Where links of earlier versions led.
  const visit = get('visit');
  if (visit !== undefined) return <Navigate to={`/visits/${visit}`} replace />;
  return (
    <Flex vertical gap={16}>
      <Flex justify="space-between" align="center" wrap gap={12}>
        <div>
          <Typography.Title level={4} style={{ margin: 0 }}>
            {t('visits.page.title')}
          </Typography.Title>
          <AboutLink />
        </div>
        <WeekPicker week={week} today={today} onChange={(next) => set({ week: next })} />
      </Flex>
      <DemoNote />
      {permissions.includes('month.read') && <CoverageCard week={week} />}
      <Card size="small">
        {phone ? (
          // Six tabs do not fit: a choice names them all.
          <Flex vertical gap={12}>
            <Select
              size="large"
              aria-label={t('duties.tabs.label')}
              value={chosen?.key}
              options={shown.map(({ key, label }) => ({ value: key, label }))}
              onChange={open}
            />
            {chosen?.page}
          </Flex>
        ) : (
          <Tabs
            aria-label={t('duties.tabs.label')}
            activeKey={chosen?.key}
            onChange={open}
            destroyOnHidden
            items={shown.map(({ key, label, page }) => ({ key, label, children: page }))}
          />
        )}
      </Card>
    </Flex>
  );
}

const CLEARED = {
  state: undefined,
  listId: undefined,
  unitId: undefined,
  only: undefined,
  q: undefined,
  seen: undefined,
  weeks: undefined,
  differs: undefined,
  page: undefined,
};
