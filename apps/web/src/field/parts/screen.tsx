import { type ReactNode, useEffect, useRef } from 'react';
import { t } from '../words';
import { Strip } from './strip';

/** A screen: the strip, its heading, what it shows, and what stands at the bottom. */
export function Screen({
  title,
  heading,
  bottom,
  children,
}: {
  title: string;
  /** Where the heading is more than the title. */
  heading?: ReactNode;
  bottom: ReactNode;
  children: ReactNode;
}) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${t('app')}`;
    // A reader of the screen hears where it has come to; the keyboard starts from here.
    head.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [title]);
  return (
    <>
      <Strip />
      <main className="page">
        <h1 ref={head} tabIndex={-1}>
          {heading ?? title}
        </h1>
        {children}
      </main>
      {bottom}
    </>
  );
}

/** Nothing to show, said with what to do about it. */
export function Nothing({ title, hint, children }: { title: string; hint?: string; children?: ReactNode }) {
  return (
    <div className="card">
      <p className="strong">{title}</p>
      {hint !== undefined && <p className="soft">{hint}</p>}
      {children}
    </div>
  );
}
