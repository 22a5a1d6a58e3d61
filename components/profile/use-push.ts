'use client';

import { useEffect, useState } from 'react';
import { callApi } from '@/components/queue/call-api';

const WORKER = '/push-worker.js';

/** unsupported: this browser has no web push. blocked: the person told the browser to show nothing. */
export type PushState = 'asking' | 'unsupported' | 'blocked' | 'off' | 'on';

/** Why a browser could not be turned on; `failed` covers a push service that does not answer the browser. */
export class PushError extends Error {
  readonly code: 'blocked' | 'failed';

  constructor(code: 'blocked' | 'failed', options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

/** Whether this browser shows notices, and the two acts that change it. */
export function usePush(vapidPublicKey: string) {
  const [state, setState] = useState<PushState>('asking');
  useEffect(() => {
    currentState().then(setState, () => setState('unsupported'));
  }, []);
  return {
    state,
    turnOn: async () => {
      await turnOn(vapidPublicKey);
      setState('on');
    },
    turnOff: async () => {
      await turnOff();
      setState('off');
    },
  };
}

async function currentState(): Promise<PushState> {
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) return 'unsupported';
  if (Notification.permission === 'denied') return 'blocked';
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  return (await registration?.pushManager.getSubscription()) ? 'on' : 'off';
}

async function turnOn(applicationServerKey: string): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') throw new PushError('blocked');
  const subscription = await subscribe(applicationServerKey).catch((cause) => {
    throw new PushError('failed', { cause });
  });
  const { endpoint, keys } = subscription.toJSON();
  await callApi('/api/profile/push', { endpoint, keys });
}

async function subscribe(applicationServerKey: string): Promise<PushSubscription> {
  await navigator.serviceWorker.register(WORKER);
  const { pushManager } = await navigator.serviceWorker.ready;
  const old = await pushManager.getSubscription();
  // A subscription made with a key of an earlier installation reaches nobody.
  await old?.unsubscribe();
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
}

async function turnOff(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  const subscription = await registration?.pushManager.getSubscription();
  if (!subscription) return;
  await callApi('/api/profile/push/remove', { endpoint: subscription.endpoint });
  await subscription.unsubscribe();
}
