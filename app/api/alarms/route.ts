import { may } from '@/lib/domain/access';
import { listAlarms } from '@/lib/health/list-alarms';
import { withRoute } from '@/lib/http/with-route';

export const GET = withRoute({ right: 'alarm.see' }, async ({ services, staff, now }) => ({
  ...(await listAlarms(services.prisma, staff.municipality.id, now)),
  maySettle: may(staff.role, 'alarm.settle'),
  mayOpenReports: may(staff.role, 'report.see'),
}));
