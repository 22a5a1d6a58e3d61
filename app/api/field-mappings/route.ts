import { withRoute } from '@/lib/http/with-route';
import { changeMapping, mappingInput } from '@/lib/mapping/change-mapping';
import { listMappings } from '@/lib/mapping/list-mappings';

/** What the labels of form vendors mean in the administrator's municipality. */
export const GET = withRoute({ right: 'mapping.edit' }, ({ staff, services }) => listMappings(services.prisma, staff.municipality.id));

/** Adds or changes one. */
export const POST = withRoute({ right: 'mapping.edit', body: mappingInput }, ({ staff, body, services, now }) =>
  changeMapping(services.prisma, staff, body, now),
);
