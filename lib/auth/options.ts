import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { env } from '@/lib/env';
import { services } from '@/lib/http/services';

const HOURS = 3600;

/**
 * Sign-in: the identity provider that the environment names, and in demo mode the demo accounts.
 * An account must exist in Mottak already: being known to the provider gives no access.
 */
export function authOptions(): NextAuthOptions {
  return {
    secret: env().AUTH_SECRET,
    session: { strategy: 'jwt', maxAge: 10 * HOURS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [...oidcProvider(), ...demoProvider()],
    callbacks: {
      signIn: async ({ user, account }) => account?.provider === 'demo' || Boolean(await activeStaff(user.email)),
      jwt: async ({ token, user, account }) => {
        if (!account) return token;
        const staff = account.provider === 'demo' ? { id: user.id } : await activeStaff(user.email);
        return { staffId: staff?.id };
      },
      session: async ({ session, token }) => Object.assign(session, { staffId: token.staffId, user: undefined }),
    },
  };
}

async function activeStaff(email: string | null | undefined) {
  if (!email) return null;
  return services().prisma.staff.findFirst({ where: { email: { equals: email, mode: 'insensitive' }, active: true } });
}

function oidcProvider(): NextAuthOptions['providers'] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env();
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return [];
  return [
    {
      id: 'oidc',
      name: OIDC_NAME,
      type: 'oauth',
      wellKnown: `${OIDC_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`,
      clientId: OIDC_CLIENT_ID,
      clientSecret: OIDC_CLIENT_SECRET,
      idToken: true,
      checks: ['pkce', 'state', 'nonce'],
      authorization: { params: { scope: 'openid email profile' } },
      profile: (claims: { sub: string; email?: string; email_verified?: boolean; name?: string }) => ({
        // An address that the provider says is not verified could be anybody's.
        id: claims.sub,
        email: claims.email_verified === false ? null : claims.email,
        name: claims.name,
      }),
    },
  ];
}

function demoProvider(): NextAuthOptions['providers'] {
  if (env().MOTTAK_MODE !== 'demo') return [];
  return [
    CredentialsProvider({
      id: 'demo',
      name: 'Demo',
      credentials: { email: {} },
      authorize: async (credentials) => {
        const staff = await activeStaff(credentials?.email);
        return staff?.demo ? { id: staff.id, email: staff.email, name: staff.name } : null;
      },
    }),
  ];
}
