import type { FormField } from './form-fields';
import { formLines } from './form-lines';
import { headerBlock } from './header-block';
import { mailAddresses } from './mail-addresses';
import { mailContent } from './mail-content';

/** The labelled values of a mail as its reading sees them, and its sender's address. A mail that cannot be split has none. */
export async function labelledFields(raw: Uint8Array): Promise<{ sender: string; fields: FormField[] }> {
  const block = headerBlock(raw);
  const sender = ['from', 'sender', 'reply-to'].flatMap((name) => mailAddresses(block, [name]))[0]?.address ?? '';
  const content = await mailContent(raw).catch(() => null);
  return { sender, fields: content ? [...content.fields, ...formLines(content.body)] : [] };
}
