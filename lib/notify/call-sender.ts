import { type Gateway, postToGateway } from './http-gateway';
import type { Sender } from './sender';

/** Telephone calls through a gateway that reads a text aloud: POST {id, to, language, text}. `language` is a BCP 47 tag. */
export function openCallSender(gateway: Gateway): Sender {
  return {
    means: 'call',
    send: ({ id, to, language, text }) => postToGateway(gateway, { id, to, language, text }),
    close: () => undefined,
  };
}
