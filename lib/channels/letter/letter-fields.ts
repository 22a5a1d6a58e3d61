/** Names of the fields in which the page for letters sends what is on the letter. */
export const FIELDS = { day: 'stamp-day', time: 'stamp-time', sender: 'sender', child: 'child', pages: 'pages' } as const;
