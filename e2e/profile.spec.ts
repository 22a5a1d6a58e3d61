import { expect, test } from '@playwright/test';
import { expectAccessible, signInAs } from './helpers';

test('everybody finds their own page in the header, keeps a number there, and what is wrong stays to be mended', async ({
  page,
  context,
}) => {
  await signInAs(page, 'Sanne Lund');
  await page.getByRole('link', { name: 'Reach me' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Reach me' })).toBeVisible();
  await expectAccessible(page);
  const field = page.getByLabel('Mobile number');
  await field.fill('112');
  await page.getByRole('button', { name: 'Save number' }).click();
  await expect(page.getByText('This is not a telephone number.')).toBeVisible();
  await expect(field).toHaveValue('112');
  await expectAccessible(page);
  await field.fill('20 20 20 20');
  await page.getByRole('button', { name: 'Save number' }).click();
  await expect(page.getByText('The number is saved.')).toBeVisible();
  await expect(field).toHaveValue('+4520202020');
  await page.reload();
  await expect(field).toHaveValue('+4520202020');
  await context.clearCookies();
  await signInAs(page, 'Mette Holm');
  await page.goto('/profile');
  await expect(page.getByLabel('Mobile number')).toHaveValue('');
});

test('a test by mail goes out and is caught, and means that are not set up offer none', async ({ page }) => {
  await signInAs(page, 'Sanne Lund');
  await page.goto('/profile');
  await page.getByRole('button', { name: 'Send a test by E-mail' }).click();
  await expect(page.getByTestId('means-email')).toContainText('A test was sent at');
  await expect(page.getByTestId('means-sms')).toContainText('Not set up in this installation.');
  await expect(page.getByTestId('means-call').getByRole('button')).toHaveCount(0);
  await page.goto('/mail-catcher');
  await expect(page.getByText('Mottak: prøve af dine beskeder').first()).toBeVisible();
});

test('what is pushed while Mottak is closed is shown with its reference, and a browser without a push service is told so', async ({
  page,
  context,
}) => {
  const origin = new URL(test.info().project.use.baseURL ?? '').origin;
  await context.grantPermissions(['notifications'], { origin });
  await signInAs(page, 'Sanne Lund');
  await page.goto('/profile');
  await page.getByRole('button', { name: 'Turn on in this browser' }).click();
  // The browser of the tests reaches no push service.
  await expect(page.getByRole('alert').filter({ hasText: 'could not reach its push service' })).toBeVisible();
  await expectAccessible(page);
  const devtools = await context.newCDPSession(page);
  const registered = new Promise<string>((found) =>
    devtools.on(
      'ServiceWorker.workerRegistrationUpdated',
      ({ registrations }) => registrations[0] && found(registrations[0].registrationId),
    ),
  );
  await devtools.send('ServiceWorker.enable');
  const data = JSON.stringify({
    title: 'M26-7K3F-9QXA: not acknowledged',
    body: 'Nobody has acknowledged it.',
    url: `${origin}/queue`,
    tag: 't',
  });
  await devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await registered, data });
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return (await registration.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }));
    });
  await expect.poll(shown).toEqual([{ title: 'M26-7K3F-9QXA: not acknowledged', body: 'Nobody has acknowledged it.', tag: 't' }]);
});
