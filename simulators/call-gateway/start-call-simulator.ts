import { type GatewaySimulator, startMessageGateway } from '../provider/start-message-gateway';

/** Starts a SIMULATOR of a telephone-call gateway, in memory, on this machine only. */
export function startCallSimulator(options: { port?: number; token?: string } = {}): Promise<GatewaySimulator> {
  return startMessageGateway(['id', 'to', 'language', 'text'], options);
}
