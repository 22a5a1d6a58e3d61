import { z } from 'zod';
import { MottakError } from '@/lib/domain/errors';
import { env } from '@/lib/env';
import { withRoute } from '@/lib/http/with-route';
import { listStaffMail } from '@/lib/notify/list-staff-mail';

/** The recipient is named by staff id: an address has no place in a URL. */
const query = z.object({ recipient: z.uuid().optional() });

export const GET = withRoute({ right: 'mail-catcher.see', query }, ({ services, staff, query: { recipient } }) => {
  if (env().MOTTAK_MODE !== 'demo') throw new MottakError('not-found');
  return listStaffMail(services.prisma, staff.municipality.id, recipient);
});
