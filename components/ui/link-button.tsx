'use client';

import { Button, type ButtonProps } from '@navikt/ds-react/Button';

type Props = Pick<ButtonProps, 'size' | 'variant' | 'children' | 'aria-label'> & { href: string };

/** A link that looks like a button. Aksel would call it a button aloud, though it leads to another page. */
export function LinkButton(props: Props) {
  return <Button as="a" role="link" {...props} />;
}
