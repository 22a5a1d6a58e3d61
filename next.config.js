import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin('./lib/i18n/request.ts');

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Loaded from node_modules as they are: they start processes, hold connections or read files beside themselves.
  serverExternalPackages: [
    'pg',
    'pg-boss',
    'pino',
    '@prisma/client',
    '@prisma/adapter-pg',
    'nodemailer',
    'mailparser',
    'smtp-server',
    'imapflow',
    'prom-client',
    'web-push',
  ],
  typescript: { ignoreBuildErrors: true }, // `npm run check` is where types are checked; a municipality's first start should not wait for it
};

export default withNextIntl(config);
