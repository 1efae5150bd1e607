import { type ComponentProps, useLayoutEffect, useRef } from 'react';

/** Grows with its words, so that nobody scrolls inside a box on a small screen. */
export function TextArea(props: ComponentProps<'textarea'> & { value: string }) {
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight + 3}px`;
  }, [props.value]);
  return <textarea rows={2} {...props} ref={box} className="input" autoCapitalize="off" />;
}
