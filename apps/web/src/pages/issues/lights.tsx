import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { LIGHT_COLOURS, LightTag } from '../../components/light-tag';
import type { IssueRow } from './queries';

type Judgement = NonNullable<IssueRow['judgement']>;

/** A square standing on its corner: a person's judgement is not mistaken for the computed light, also without colour. */
function Mark({ light, size }: { light: Judgement['light']; size: number }) {
  return (
    <span
      aria-hidden
      style={{
        flex: 'none',
        width: size,
        height: size,
        margin: '0 1px',
        background: LIGHT_COLOURS[light],
        transform: 'rotate(45deg)',
      }}
    />
  );
}

/** The computed light with its reason, and beside it somebody's own judgement with reason and expiry. */
export function Lights({ issue }: { issue: Pick<IssueRow, 'light' | 'lightReason' | 'judgement'> }) {
  const { t } = useTranslation();
  const { light, lightReason, judgement } = issue;
  if (!judgement) return <LightTag light={light} text={lightReason} />;
  return (
    <Flex vertical gap={4}>
      <LightTag light={light} text={t('time.lights.computed', { reason: lightReason })} />
      <span style={{ display: 'inline-flex', alignItems: 'center', gap: 6 }} className="wrap-anywhere">
        <Mark light={judgement.light} size={9} />
        <span>
          {t('time.lights.judgement', {
            light: t(`time.lights.light.${judgement.light}`),
            reason: judgement.reason,
            by: judgement.byName,
            until: judgement.until,
          })}
        </span>
      </span>
    </Flex>
  );
}

/** The judgement in a row of a list: a small mark with its word. */
export function JudgementMark({ judgement }: { judgement: Judgement }) {
  const { t } = useTranslation();
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 6, fontSize: 13 }}>
      <Mark light={judgement.light} size={7} />
      {t('time.lights.short', { light: t(`time.lights.light.${judgement.light}`) })}
    </span>
  );
}
