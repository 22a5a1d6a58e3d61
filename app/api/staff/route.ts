import { may, ROLES } from '@/lib/domain/access';
import { withRoute } from '@/lib/http/with-route';

/** Those in my municipality to whom a report can be assigned. */
export const GET = withRoute({ right: 'report.act' }, ({ staff, services }) =>
  services.prisma.staff.findMany({
    where: { municipalityId: staff.municipality.id, active: true, role: { in: ROLES.filter((role) => may(role, 'report.act')) } },
    select: { id: true, name: true, role: true, dutyOfficer: true },
    orderBy: { name: 'asc' },
  }),
);
