import { takeLetter } from '@/lib/channels/letter/take-letter';
import { withRoute } from '@/lib/http/with-route';

export const POST = withRoute({ right: 'letter.take' }, async ({ services, staff, request, now }) => {
  const { ref, status } = await takeLetter(services, staff, request, now);
  return { ref, status };
});
