import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isReportRef, reportRef } from './reference';

describe('the reference of a report', () => {
  it('is told from anything else that may stand in an address', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 8, maxLength: 8 }),
        fc.date({ min: new Date('2020-01-01'), max: new Date('2099-01-01'), noInvalidDate: true }),
        (random, at) => {
          expect(isReportRef(reportRef(at, random))).toBe(true);
        },
      ),
    );
    for (const text of ['', '\0', 'M26', 'm26-7k3f-9qxa', 'M26-7K3F-9QXI', 'M26-7K3F-9QXA\n', ' M26-7K3F-9QXA', 'M26-7K3F-9QXA/..'])
      expect(isReportRef(text)).toBe(false);
  });
});
