import { z } from 'zod';
import { draftContent, draftStamp } from '@/lib/channels/phone/draft-content';
import { submitNote } from '@/lib/channels/phone/submit-note';
import { withRoute } from '@/lib/http/with-route';

const body = z.object({ id: z.uuid(), stamp: draftStamp, continues: draftStamp.optional(), content: draftContent });

export const POST = withRoute({ right: 'phone.note', body }, async ({ services, staff, body: note, now }) => {
  const { ref, status } = await submitNote(services, staff, note, now);
  return { ref, status };
});
