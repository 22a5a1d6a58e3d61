import { z } from 'zod';
import { discardDraft } from '@/lib/channels/phone/discard-draft';
import { draftContent, draftStamp } from '@/lib/channels/phone/draft-content';
import { saveDraft } from '@/lib/channels/phone/save-draft';
import { withRoute } from '@/lib/http/with-route';

const params = z.object({ id: z.uuid() });
const body = z.object({ stamp: draftStamp, continues: draftStamp.optional(), content: draftContent });

export const PUT = withRoute({ right: 'phone.note', params, body }, ({ services, staff, params: { id }, body: saving, now }) =>
  saveDraft(services.pool, { staffId: staff.staffId, municipalityId: staff.municipality.id }, { id, ...saving }, now),
);

export const DELETE = withRoute({ right: 'phone.note', params }, ({ services, staff, params: { id }, now }) =>
  discardDraft(services.prisma, { staffId: staff.staffId, municipalityId: staff.municipality.id }, id, now),
);
