import { readdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { isPublicPath } from '../lib/auth/public-paths';
import { expectAccessible, signInAs } from './helpers';

/** Every URL of the app folder, with something in place of each parameter. */
function allPaths(): { path: string; page: boolean }[] {
  return readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)(page|route)\.tsx?$/.test(file))
    .map((file) => ({
      page: /page\.tsx$/.test(file),
      path: `/${file
        .replace(/\/?(page|route)\.tsx?$/, '')
        .replace(/\([^)]*\)\/?/g, '')
        .replace(/\[+\.*[^\]]+\]+/g, 'M26-0000-0000')}`.replace(/(.)\/$/, '$1'),
    }));
}

test('without a session every route is closed but the public ones', async ({ playwright, baseURL }) => {
  const stranger = await playwright.request.newContext({ baseURL });
  const paths = allPaths();
  expect(paths.length).toBeGreaterThan(12);
  for (const { path, page } of paths) {
    for (const method of page ? ['GET'] : ['GET', 'POST', 'PUT', 'DELETE']) {
      const answer = await stranger.fetch(path, {
        method,
        maxRedirects: 0,
        failOnStatusCode: false,
        data: method === 'GET' ? undefined : {},
      });
      if (isPublicPath(path)) continue;
      const where = `${method} ${path}`;
      // The upload of letters is asked past the proxy; a method that it does not have does nothing for anybody.
      if (path === '/api/letters' && method !== 'POST') expect(answer.status(), where).toBe(405);
      else if (path.startsWith('/api/')) expect(answer.status(), where).toBe(401);
      else expect([answer.status(), new URL(answer.headers().location ?? '', baseURL).pathname], where).toEqual([307, '/sign-in']);
      expect(await answer.text(), where).not.toMatch(/Lindevang|Vestreim/);
    }
  }
  await stranger.dispose();
});

test('a forged session opens nothing', async ({ playwright, baseURL }) => {
  const forger = await playwright.request.newContext({
    baseURL,
    extraHTTPHeaders: { cookie: 'next-auth.session-token=eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..forged' },
  });
  for (const path of ['/api/queue', '/api/overview']) expect((await forger.get(path)).status()).toBe(401);
  await forger.dispose();
});

test('a change that comes from another site is refused', async ({ page }) => {
  await signInAs(page, 'Mette Holm');
  const answer = await page.request.post('/api/reports/M26-0000-0000/acknowledge', {
    data: {},
    headers: { origin: 'https://elsewhere.example' },
  });
  expect(answer.status()).toBe(403);
});

test('a caseworker may not see the overview, nor an administrator the reports', async ({ page, browser }) => {
  await signInAs(page, 'Mette Holm');
  expect((await page.request.get('/api/overview')).status()).toBe(403);
  const other = await (await browser.newContext()).newPage();
  await signInAs(other, 'Anders Friis');
  expect((await other.request.get('/api/queue')).status()).toBe(403);
  await other.context().close();
});

test('what cannot be a reference is not there, and an address that leads nowhere says so with a way back', async ({ page, request }) => {
  for (const path of ['/form/%ff', '/form/nowhere']) {
    const answer = await request.get(path, { headers: { 'accept-language': 'en' } });
    expect([answer.status(), await answer.text()]).toEqual([404, expect.stringContaining('/form?lang=en')]);
  }
  await signInAs(page, 'Mette Holm');
  for (const path of ['', '/original', '/text', '/html', '/attachments/0', '/attachments/x']) {
    for (const ref of ['%00', 'x', 'M26-AAAA-AAAA']) expect((await page.request.get(`/api/reports/${ref}${path}`)).status()).toBe(404);
  }
  for (const [address, navigation] of [
    ['/reports/%00', 1],
    ['/reports/M26-AAAA-AAAA', 1],
    ['/nowhere', 0],
  ] as const) {
    const answer = await page.goto(address);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such page');
    await expect(page.getByRole('navigation')).toHaveCount(navigation);
    await expectAccessible(page);
  }
  await page.getByRole('link', { name: 'To the start page' }).click();
  await expect(page).toHaveURL(/\/queue$/);
});
