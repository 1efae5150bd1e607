import { type ReactNode, useEffect, useId, useRef } from 'react';

const STOPS = 'a[href], button, input, textarea, select, [tabindex="0"]';

/** A question over the page, at the thumb; the keyboard stays inside until it is answered. */
export function Sheet({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    box.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <div className="veil" onClick={(event) => event.target === event.currentTarget && onClose()}>
      <div
        ref={box}
        className="sheet"
        role="dialog"
        aria-modal="true"
        aria-labelledby={id}
        tabIndex={-1}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
          if (event.key !== 'Tab') return;
          const stops = [...event.currentTarget.querySelectorAll<HTMLElement>(STOPS)];
          const [first, last] = [stops[0], stops[stops.length - 1]];
          const at = document.activeElement;
          if (event.shiftKey ? at === first || at === box.current : at === last) {
            event.preventDefault();
            (event.shiftKey ? last : first)?.focus();
          }
        }}
      >
        <h2 id={id}>{title}</h2>
        {children}
      </div>
    </div>
  );
}
