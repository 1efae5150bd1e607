import { type ReactNode, useId } from 'react';

export interface FieldIds {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean;
}

/** A label, its input and, beside it in words, what is wrong. */
export function Field(props: {
  label: string;
  fault?: string;
  hint?: ReactNode;
  children: (ids: FieldIds) => ReactNode;
}) {
  const id = useId();
  const { label, fault, hint } = props;
  const said = [hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {props.children({ id, 'aria-describedby': said || undefined, 'aria-invalid': fault !== undefined })}
      {hint && (
        <div id={`${id}-hint`} className="soft">
          {hint}
        </div>
      )}
      {fault !== undefined && <Fault id={`${id}-fault`} text={fault} />}
    </div>
  );
}

/** What is wrong, where it is wrong; the first of them is brought on screen when 完成 was refused. */
export function Fault({ id, text }: { id?: string; text: string }) {
  return (
    <p id={id} className="fault" role="alert" data-fault>
      {text}
    </p>
  );
}

/** Chips of which at most one is chosen. */
export function Chips<T extends string>(props: {
  label: string;
  fault?: string;
  options: { value: T; label: string }[];
  value: T | null;
  onChange: (value: T) => void;
}) {
  return (
    <div className="field">
      <div className="label" aria-hidden="true">
        {props.label}
      </div>
      <div className="chips" role="group" aria-label={props.label}>
        {props.options.map(({ value, label }) => (
          <button
            key={value}
            type="button"
            className="button"
            aria-pressed={value === props.value}
            onClick={() => props.onChange(value)}
          >
            {label}
          </button>
        ))}
      </div>
      {props.fault !== undefined && <Fault text={props.fault} />}
    </div>
  );
}
