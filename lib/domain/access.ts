export const ROLES = ['caseworker', 'supervisor', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** What a signed-in person may do; the one table of rights. Everybody sees only their own municipality. */
const RIGHTS = {
  'queue.see': ['caseworker', 'supervisor'],
  'report.see': ['caseworker', 'supervisor'],
  'report.act': ['caseworker', 'supervisor'],
  'phone.note': ['caseworker', 'supervisor'],
  'letter.take': ['caseworker', 'supervisor'],
  'overview.see': ['supervisor', 'administrator'],
  'alarm.see': ['supervisor', 'administrator'],
  'alarm.settle': ['administrator'],
  'roster.see': ['caseworker', 'supervisor', 'administrator'],
  'roster.edit': ['supervisor', 'administrator'],
  'policy.see': ['caseworker', 'supervisor', 'administrator'],
  'policy.edit': ['supervisor', 'administrator'],
  'mapping.edit': ['administrator'],
  'channel.see': ['supervisor', 'administrator'],
  'channel.edit': ['administrator'],
  'channel.decide': ['supervisor', 'administrator'],
  'profile.own': ['caseworker', 'supervisor', 'administrator'],
  'mail-catcher.see': ['caseworker', 'supervisor', 'administrator'],
} as const satisfies Record<string, readonly Role[]>;

export type Right = keyof typeof RIGHTS;

/** Whether a role holds a right. An administrator runs the installation and reads no reports. */
export function may(role: Role, right: Right): boolean {
  return (RIGHTS[right] as readonly Role[]).includes(role);
}
