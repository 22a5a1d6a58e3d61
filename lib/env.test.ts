import { readFileSync } from 'node:fs';
import { parseEnv as parseDotEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parseEnv } from './env';

const production = {
  MOTTAK_MODE: 'production',
  AUTH_SECRET: 'f'.repeat(64),
  OIDC_ISSUER: 'https://login.example',
  OIDC_CLIENT_ID: 'mottak',
  OIDC_CLIENT_SECRET: 'a-real-one-of-our-own',
};

describe('the environment', () => {
  it('an empty one is a demo on the embedded database', () => {
    expect(parseEnv({})).toMatchObject({ MOTTAK_MODE: 'demo', PORT: 3000, SMTP_PORT: 2525, PUBLIC_URL: 'http://localhost:3000' });
  });

  it('naming an identity provider ends demo mode, so that demo accounts are never left open', () => {
    const { MOTTAK_MODE, ...named } = production;
    expect(parseEnv(named).MOTTAK_MODE).toBe('production');
    expect(() => parseEnv({ OIDC_ISSUER: 'https://login.example' })).toThrow('AUTH_SECRET');
  });

  it('.env.example is of the right shape, and its secrets refuse to boot', () => {
    const example = parseDotEnv(readFileSync('.env.example', 'utf8'));
    expect(() => parseEnv(example)).toThrow('AUTH_SECRET still has its value from .env.example');
    expect(() => parseEnv({ ...example, AUTH_SECRET: production.AUTH_SECRET })).toThrow('OIDC_CLIENT_SECRET still has');
    expect(
      parseEnv({ ...example, AUTH_SECRET: production.AUTH_SECRET, OIDC_CLIENT_SECRET: production.OIDC_CLIENT_SECRET }).MOTTAK_MODE,
    ).toBe('production');
  });

  it('a wrong value is named', () => {
    expect(() => parseEnv({ PORT: 'many', DATABASE_URL: 'mysql://x' })).toThrow(/PORT.*\n?.*DATABASE_URL|DATABASE_URL.*\n?.*PORT/s);
  });
});
