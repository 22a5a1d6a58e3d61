import { describe, expect, it } from 'vitest';
import { download } from './download';

describe('a download of what came from outside', () => {
  it.each(['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/html; charset=utf-8', ''])('%s goes out as plain bytes', (type) => {
    expect(download('x', 'a', type).headers.get('content-type')).toBe('application/octet-stream');
  });

  it('is never shown in the page, and is sandboxed without sniffing', () => {
    const { headers } = download(new Uint8Array([1]), 'note.pdf', 'application/pdf');
    expect(headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    ['Bekymring Åse.pdf', `attachment; filename="Bekymring _se.pdf"; filename*=UTF-8''Bekymring%20%C3%85se.pdf`],
    ['../../etc/passwd', `attachment; filename="_.._etc_passwd"; filename*=UTF-8''_.._etc_passwd`],
    ['a"\r\nX: y.txt', `attachment; filename="a_X_ y.txt"; filename*=UTF-8''a_X_%20y.txt`],
    ['fdp\u202Eexe.pdf', `attachment; filename="fdpexe.pdf"; filename*=UTF-8''fdpexe.pdf`],
    ['\u0000', `attachment; filename="file"; filename*=UTF-8''file`],
    ['\ud800x', `attachment; filename="_x"; filename*=UTF-8''%EF%BF%BDx`],
  ])('the name %j cannot leave its header or its folder', (name, expected) => {
    expect(download('x', name, 'text/plain').headers.get('content-disposition')).toBe(expected);
  });
});
