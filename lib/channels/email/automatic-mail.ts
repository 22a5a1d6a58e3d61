import type { ReadResult } from '@/lib/domain/report';

export type AutomaticSigns = {
  /** A header of the message, decoded; empty when missing. */
  header(name: string): string;
  /** Media type of the message, and its report-type parameter (RFC 6522). */
  type: string;
  reportType: string;
  /** Somewhere in it is an invitation: text/calendar with method=REQUEST (RFC 5546). */
  invitation: boolean;
  /** It carries a filled-in form. */
  isForm: boolean;
};

/**
 * Whether a message names itself automatic. Form systems mark real reports as auto-generated and bulk, so a filled-in form
 * is never automatic, and "auto-generated" alone says nothing (RFC 3834).
 */
export function automaticKind(signs: AutomaticSigns): ReadResult['automatic'] {
  if (signs.isForm) return undefined;
  const precedence = signs.header('Precedence').toLowerCase();
  if (signs.type === 'multipart/report' && signs.reportType === 'delivery-status') return 'bounce';
  if (signs.type === 'multipart/report' && signs.reportType === 'disposition-notification') return 'auto-reply';
  if (/^auto-replied\b/i.test(signs.header('Auto-Submitted')) || precedence === 'auto_reply') return 'auto-reply';
  if (signs.header('List-Unsubscribe') !== '' || precedence === 'bulk' || precedence === 'junk' || signs.invitation) return 'bulk';
  return undefined;
}
