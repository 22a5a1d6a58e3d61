import { type Gateway, postToGateway } from './http-gateway';
import type { Sender } from './sender';

/** Text messages through an HTTP gateway: POST {id, to, from, text}. `from` is the sender that the telephone shows. */
export function openSmsSender(gateway: Gateway & { from: string }): Sender {
  return {
    means: 'sms',
    send: ({ id, to, text }) => postToGateway(gateway, { id, to, from: gateway.from, text }),
    close: () => undefined,
  };
}
