import { type GatewaySimulator, startMessageGateway } from '../provider/start-message-gateway';

/** Starts a SIMULATOR of a text-message gateway, in memory, on this machine only. */
export function startSmsSimulator(options: { port?: number; token?: string } = {}): Promise<GatewaySimulator> {
  return startMessageGateway(['id', 'to', 'from', 'text'], options);
}
