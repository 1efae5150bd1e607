import { useTranslation } from 'react-i18next';
import { LIGHT_FILL, LIGHT_INK, type OverviewLight } from './looks';

/** A light with its word: colour is never alone. */
export function LightDot({ light, text }: { light: OverviewLight; text?: string }) {
  const { t } = useTranslation();
  return (
    <span
      style={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 6,
        fontSize: 12,
        whiteSpace: 'nowrap',
        color: LIGHT_INK[light],
      }}
    >
      <span
        aria-hidden
        style={{ flex: 'none', width: 10, height: 10, borderRadius: '50%', background: LIGHT_FILL[light] }}
      />
      {text ?? t(`overview.light.${light}`)}
    </span>
  );
}
