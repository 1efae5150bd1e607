import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty } from '../../components/empty';
import { Section } from '../../components/section';
import type { Overview } from './queries';

type LateUnit = Overview['units'][number];
const SHOWN = 8;

/** Departments that are late; every number opens its issues. Departments, never persons. */
export function LateUnits({ units, today }: { units: LateUnit[]; today: string }) {
  const { t } = useTranslation();
  const most = Math.max(...units.map(({ lateFirst, late }) => Math.max(lateFirst, late)), 1);
  return (
    <Section
      title={t('overview.units.title')}
      extra={<Typography.Text type="secondary">{t('overview.heldUp.asOf', { day: today })}</Typography.Text>}
    >
      {units.length === 0 ? (
        <Empty text={t('overview.units.none')} />
      ) : (
        <Flex vertical gap={10}>
          {units.slice(0, SHOWN).map((unit) => (
            <div key={unit.unitId}>
              <Flex justify="space-between" wrap gap="0 12px">
                <span>{unit.name}</span>
                <Flex gap={12} style={{ fontSize: 13 }}>
                  {unit.late > 0 && (
                    <Link to={`/board?rows=late&unitId=${unit.unitId}`}>
                      {t('overview.units.late', { count: unit.late })}
                    </Link>
                  )}
                  {unit.late === 0 && unit.lateFirst > 0 && (
                    <Link to={`/board?rows=late-first&unitId=${unit.unitId}`}>
                      {t('overview.units.first', { count: unit.lateFirst })}
                    </Link>
                  )}
                  {unit.unsigned > 0 && (
                    <Link to={`/board?rows=unsigned&unitId=${unit.unitId}`}>
                      {t('overview.units.unsigned', { count: unit.unsigned })}
                    </Link>
                  )}
                </Flex>
              </Flex>
              <Flex align="center" gap={10}>
                <span aria-hidden style={{ flex: 1, height: 8, borderRadius: 4, background: '#f3f4f7' }}>
                  <span
                    style={{
                      display: 'block',
                      width: `${((unit.lateFirst / most) * 100).toFixed(1)}%`,
                      height: '100%',
                      borderRadius: 4,
                      background: '#d4380d',
                    }}
                  />
                </span>
                <Typography.Text type="secondary" style={{ flex: '0 0 auto', minWidth: '8.5em', fontSize: 12 }}>
                  {unit.longest > 0
                    ? t('overview.units.longest', { count: unit.longest })
                    : t('overview.units.shortest')}
                </Typography.Text>
              </Flex>
            </div>
          ))}
          {units.length > SHOWN && <Link to="/board">{t('overview.units.more', { count: units.length - SHOWN })}</Link>}
          <Typography.Text type="secondary" style={{ fontSize: 13 }}>
            {t('overview.units.hint')}
          </Typography.Text>
        </Flex>
      )}
    </Section>
  );
}
