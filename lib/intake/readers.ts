import { API_REPORT_MEDIA_TYPE } from '@/lib/channels/api/parse-delivery';
import { readApiReport } from '@/lib/channels/api/read-api-report';
import { readMemo } from '@/lib/channels/digital-post/read-memo';
import { MEMO_MEDIA_TYPE } from '@/lib/channels/digital-post/take-memo';
import { EFM_MEDIA_TYPE } from '@/lib/channels/eformidling/efm-box';
import { readEformidling } from '@/lib/channels/eformidling/read-eformidling';
import { type MailKeys, NO_KEYS } from '@/lib/channels/email/mail-keys';
import { readMail } from '@/lib/channels/email/read-mail';
import { FIKS_HEADERS_MEDIA_TYPE, FIKS_MEDIA_TYPE, readFiks, readFiksHeaders } from '@/lib/channels/fiks/read-fiks';
import { readForm } from '@/lib/channels/form/read-form';
import { LETTER_MEDIA_TYPES } from '@/lib/channels/letter/letter-files';
import { readLetter } from '@/lib/channels/letter/read-letter';
import { PHONE_NOTE_MEDIA_TYPE } from '@/lib/channels/phone/phone-note';
import { readPhoneNote } from '@/lib/channels/phone/read-phone-note';
import { readSdkMessage } from '@/lib/channels/sdk/read-sdk-message';
import { SDK_MEDIA_TYPE } from '@/lib/channels/sdk/take-sdk-message';
import { readSecurePost } from '@/lib/channels/secure-post/read-correspondence';
import type { ReaderEntry } from './read-arrival';

/** The readers of the product, mails with these keys opened: a new channel adds its line here. */
export const readersWith = (keys: MailKeys): readonly ReaderEntry[] => [
  { kinds: ['email'], mediaTypes: ['message/rfc822'], read: (arrival) => readMail(arrival, keys) },
  { kinds: ['api'], mediaTypes: [API_REPORT_MEDIA_TYPE, 'multipart/form-data'], read: readApiReport },
  { kinds: ['form', 'api'], mediaTypes: ['multipart/form-data', 'application/x-www-form-urlencoded', 'application/json'], read: readForm },
  { kinds: ['secure_post'], mediaTypes: ['multipart/mixed'], read: readSecurePost },
  { kinds: ['secure_post'], mediaTypes: [EFM_MEDIA_TYPE], read: readEformidling },
  { kinds: ['secure_post'], mediaTypes: [SDK_MEDIA_TYPE], read: readSdkMessage },
  { kinds: ['secure_post'], mediaTypes: [MEMO_MEDIA_TYPE], read: readMemo },
  { kinds: ['secure_post'], mediaTypes: [FIKS_MEDIA_TYPE], read: (arrival) => readFiks(arrival, keys) },
  { kinds: ['secure_post'], mediaTypes: [FIKS_HEADERS_MEDIA_TYPE], read: readFiksHeaders },
  { kinds: ['letter'], mediaTypes: ['multipart/form-data', ...LETTER_MEDIA_TYPES], read: readLetter },
  { kinds: ['phone'], mediaTypes: [PHONE_NOTE_MEDIA_TYPE], read: readPhoneNote },
];

export const READERS = readersWith(NO_KEYS);
