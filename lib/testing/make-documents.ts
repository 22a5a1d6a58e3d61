import { strToU8, zipSync } from 'fflate';

const xml = (inside: string) => strToU8(`<?xml version="1.0" encoding="UTF-8"?>${inside}`);
const TYPES =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';

/** A DOCX with this body and further files. */
export function makeDocx(body: string, more: Record<string, Uint8Array> = {}): Uint8Array {
  return zipSync({
    '[Content_Types].xml': xml(TYPES),
    'word/document.xml': xml(`<w:document><w:body>${body}</w:body></w:document>`),
    ...more,
  });
}

/** An ODT with this text. */
export function makeOdt(body: string, manifest = ''): Uint8Array {
  return zipSync({
    mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }],
    'content.xml': xml(`<office:document-content><office:body><office:text>${body}</office:text></office:body></office:document-content>`),
    'META-INF/manifest.xml': xml(`<manifest:manifest>${manifest}</manifest:manifest>`),
  });
}

/** A mail with these attachments, the text of its body first. */
export function mailWith(text: string, attachments: { name: string; type?: string; content: Uint8Array }[]): Buffer {
  const parts = attachments.map(({ name, type = 'application/octet-stream', content }) =>
    [
      `--b`,
      `Content-Type: ${type}`,
      `Content-Disposition: attachment; filename="${name}"`,
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(content).toString('base64'),
    ].join('\r\n'),
  );
  const head = [
    'From: a@notifier.example',
    'Subject: x',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
  ];
  return Buffer.from([...head, ...parts, '--b--', ''].join('\r\n'));
}
