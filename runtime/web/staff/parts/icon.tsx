import type { ComponentType, ReactNode } from 'react';

/** A picture beside words: never read out (the icons of the kit would be, by their English names). */
export function Icon(props: {
  readonly of: ComponentType<{ 'aria-hidden': true; 'aria-label': undefined; className?: string }>;
  readonly className?: string;
}): ReactNode {
  const { of: Picture, className } = props;
  return <Picture aria-hidden aria-label={undefined} {...(className === undefined ? {} : { className })} />;
}
