import { NotFoundNotice } from '@/components/ui/not-found-notice';

/** Below the staff header: a report that is not there, or not this person's to see. */
export default function StaffNotFoundPage() {
  return <NotFoundNotice />;
}
