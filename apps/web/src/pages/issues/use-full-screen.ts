import { useEffect, useState } from 'react';

/** Whether a card fills the window; Escape leaves it, as everywhere. */
export function useFullScreen(): [full: boolean, set: (full: boolean) => void] {
  const [full, setFull] = useState(false);
  useEffect(() => {
    if (!full) return undefined;
    const leave = ({ key }: KeyboardEvent) => key === 'Escape' && setFull(false);
    window.addEventListener('keydown', leave);
    document.body.style.overflow = 'hidden';
    return () => {
      window.removeEventListener('keydown', leave);
      document.body.style.overflow = '';
    };
  }, [full]);
  return [full, setFull];
}
