import type { AlarmBody } from '@/lib/domain/notice';
import { translator } from '@/lib/i18n/translator';
import { layOut, type Reader } from './lay-out';
import type { Message } from './sender';

/**
 * Something is wrong with Mottak itself: what it is and what to do about it, as messages/<locale>/alarm.json has it for each code. A
 * code without a text is said as the code.
 */
export function alarmMessage({ alarm, values = {}, path = '/overview' }: AlarmBody, reader: Reader): Message {
  const t = translator(reader.locale, 'notice');
  const texts = translator(reader.locale, 'alarm');
  const url = `${reader.publicUrl}${path}`;
  const known = texts.has(`codes.${alarm}.title`);
  const lead = known ? `${texts(`codes.${alarm}.title`)}.` : t('alarm.lead', { code: alarm });
  const several = Number(values.count ?? 1) > 1 ? [texts('several', { count: Number(values.count) })] : [];
  const todo = known ? [[...several, texts(`codes.${alarm}.todo`)]] : [];
  return layOut(
    { subject: t('alarm.subject'), lead, paragraphs: [...todo, [t('alarm.open'), url], [t('footer')]], url, spokenEnd: t('call') },
    reader,
  );
}

/** What a person asked for on the profile page, to see that notices reach them. */
export function testMessage(reader: Reader): Message {
  const t = translator(reader.locale, 'notice');
  const url = `${reader.publicUrl}/profile`;
  return layOut({ subject: t('test.subject'), lead: t('test.lead'), paragraphs: [[url], [t('footer')]], url, spokenEnd: '' }, reader);
}
