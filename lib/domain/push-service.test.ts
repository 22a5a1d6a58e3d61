import { describe, expect, it } from 'vitest';
import { isPushService } from './push-service';

describe('a push service', () => {
  it.each([
    ['https://fcm.googleapis.com/fcm/send/abc', true],
    ['https://updates.push.services.mozilla.com/wpush/v2/abc', true],
    ['https://web.push.apple.com/abc', true],
    ['https://wns2-par02p.notify.windows.com/w/?token=abc', true],
    ['http://fcm.googleapis.com/fcm/send/abc', false],
    ['https://fcm.googleapis.com:8443/abc', false],
    ['https://fcm.googleapis.com.evil.example/abc', false],
    ['https://evilpush.apple.com.example/abc', false],
    ['https://user:password@fcm.googleapis.com/abc', false],
    ['https://169.254.169.254/latest/meta-data', false],
    ['http://127.0.0.1:5104/push/abc', false],
    ['not an address', false],
  ])('%s: %s', (endpoint, allowed) => {
    expect(isPushService(endpoint, [])).toBe(allowed);
  });

  it('one that the installation names, by http on this machine only', () => {
    const named = ['127.0.0.1:5104', 'push.kommune.example'];
    expect(isPushService('http://127.0.0.1:5104/push/abc', named)).toBe(true);
    expect(isPushService('http://127.0.0.1:5105/push/abc', named)).toBe(false);
    expect(isPushService('https://push.kommune.example/abc', named)).toBe(true);
    expect(isPushService('http://push.kommune.example/abc', named)).toBe(false);
  });
});
