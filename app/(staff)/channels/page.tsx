import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ChannelsScreen } from '@/components/channels/channels-screen';
import { requireStaff } from '@/lib/auth/session';
import { seeChannels } from '@/lib/channel-setup/see-channels';
import { may } from '@/lib/domain/access';
import { asJson } from '@/lib/http/json';
import { services } from '@/lib/http/services';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('channels'))('title') };
}

/** How reports come in: seen, tested and changed, each change by two people. */
export default async function ChannelsPage() {
  const staff = await requireStaff('channel.see');
  const opened = services();
  const first = asJson(await seeChannels(opened, staff, opened.clock()));
  return <ChannelsScreen first={first} mayEdit={may(staff.role, 'channel.edit')} timeZone={staff.municipality.timeZone} />;
}
