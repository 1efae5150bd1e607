import type { ReactNode } from 'react';

/** A part of the screen with its name. */
export function Panel({ title, said, children }: { title: string; said?: ReactNode; children: ReactNode }) {
  return (
    <section className="panel">
      <h2>
        {title}
        {said !== undefined && <small>{said}</small>}
      </h2>
      <div className="fill">{children}</div>
    </section>
  );
}

export const Quiet = ({ text }: { text: string }) => <div className="quiet">{text}</div>;
