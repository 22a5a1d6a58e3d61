import { notFound } from 'next/navigation';
import { ReportScreen } from '@/components/report/report-screen';
import { requireStaff } from '@/lib/auth/session';
import { MottakError } from '@/lib/domain/errors';
import { isReportRef } from '@/lib/domain/reference';
import { asJson } from '@/lib/http/json';
import { services } from '@/lib/http/services';
import { seeReport } from '@/lib/triage/see-report';

type Props = { params: Promise<{ ref: string }> };

/** The reference alone: a browser's history must not tell of anybody. */
export async function generateMetadata({ params }: Props) {
  const { ref } = await params;
  return isReportRef(ref) ? { title: ref } : {};
}

export default async function ReportPage({ params }: Props) {
  const staff = await requireStaff('report.see');
  const { ref } = await params;
  if (!isReportRef(ref)) notFound();
  const opened = services();
  const seen = await seeReport(opened, staff, ref, opened.clock()).catch((error) => {
    if (error instanceof MottakError && error.code === 'not-found') notFound();
    throw error;
  });
  return <ReportScreen key={ref} me={staff.staffId} timeZone={staff.municipality.timeZone} initial={asJson(seen)} />;
}
