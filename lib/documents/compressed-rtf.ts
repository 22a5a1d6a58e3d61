/** What every stream is as if it had been written before its start (MS-OXRTFCP 2.1.2.1). */
const DICTIONARY =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';
const COMPRESSED = 0x75465a4c;
const WINDOW = 4096;
const HEADER = 16;
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * RTF as Outlook packs it into a winmail.dat (MS-OXRTFCP).
 * @throws Error when the packed bytes are neither compressed nor plain
 */
export function unpackRtf(bytes: Buffer): Buffer {
  if (bytes.length < HEADER) throw new Error('Too short for packed RTF.');
  const claimed = Math.min(bytes.readUInt32LE(4), MAX_BYTES);
  if (bytes.readUInt32LE(8) !== COMPRESSED) return bytes.subarray(HEADER, HEADER + claimed);
  return expand(bytes, claimed);
}

function expand(bytes: Buffer, size: number): Buffer {
  const window = Buffer.alloc(WINDOW);
  window.write(DICTIONARY, 'latin1');
  let writeAt = DICTIONARY.length;
  const out = Buffer.alloc(size);
  let length = 0;
  const put = (byte: number) => {
    window[writeAt] = byte;
    writeAt = (writeAt + 1) % WINDOW;
    if (length < size) out[length++] = byte;
  };
  for (let at = HEADER; at < bytes.length && length < size; ) {
    const control = bytes[at++] ?? 0;
    for (let bit = 0; bit < 8 && at < bytes.length; bit += 1) {
      if ((control & (1 << bit)) === 0) put(bytes[at++] ?? 0);
      else {
        const token = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
        at += 2;
        const from = token >> 4;
        if (from === writeAt) return out.subarray(0, length);
        for (let step = 0; step < (token & 15) + 2; step += 1) put(window[(from + step) % WINDOW] ?? 0);
      }
    }
  }
  return out.subarray(0, length);
}
