import { useState } from 'react';
import { isAmount, typedAmount } from '../../components/amount-parts';
import { t } from '../words';
import type { FieldIds } from './field';

/** An amount as people type it; what is kept is 万元. */
export function AmountField(props: { ids: FieldIds; value: string; onChange: (wan: string) => void }) {
  const [unit, setUnit] = useState<'wan' | 'yi'>('wan');
  const [typed, setTyped] = useState('');
  const { value } = props;
  // Filled in from elsewhere (the hint's button), or never touched: shown in 万元.
  const text = unit === 'yi' && typedAmount(typed, 'yi') === value ? typed : value;
  const shown = unit === 'yi' && text === value && value !== '' && typedAmount(typed, 'yi') !== value ? 'wan' : unit;
  const tell = (next: string, as: 'wan' | 'yi') => {
    setTyped(next);
    setUnit(as);
    props.onChange(typedAmount(next, as));
  };
  return (
    <>
      <div className="amount">
        <input
          {...props.ids}
          className="input"
          inputMode="decimal"
          autoComplete="off"
          enterKeyHint="done"
          value={text}
          onChange={(event) => tell(event.target.value, shown)}
        />
        {(['wan', 'yi'] as const).map((one) => (
          <button
            key={one}
            type="button"
            className="button"
            aria-pressed={shown === one}
            onClick={() => tell(text, one)}
          >
            {t(`visit.${one}`)}
          </button>
        ))}
      </div>
      {shown === 'yi' && isAmount(value) && <p className="soft">{t('visit.equals', { number: value })}</p>}
    </>
  );
}
