import { describe, expect, it } from 'vitest';
import { sampleMail } from '@/lib/testing/sample-mail';
import { findMunicipality, recipientMarks, routeRecipients } from './route-recipient';

const lindevang = {
  id: 'l',
  slug: 'lindevang',
  mailAddresses: ['underretning@lindevang.example', 'sikkerepost@lindevang.example'],
  mailDomains: ['lindevang.example'],
  closedAddresses: ['familieafdelingen@lindevang.example', 'born@gammel-kommune.example'],
  oldDomains: ['lindevang-by.example'],
};
const storvaag = {
  id: 's',
  slug: 'storvaag',
  mailAddresses: ['barnevern@storvaag.example'],
  mailDomains: ['storvaag.example'],
  closedAddresses: [],
  oldDomains: [],
};
const all = [lindevang, storvaag];
const to = (address: string) => Buffer.from(`To: ${address}\r\n\r\nA text.\r\n`);

describe('which municipality a mail is for', () => {
  it('an address of the municipality is right, in any case and with a tag', () => {
    for (const address of ['underretning@lindevang.example', 'Underretning+form@LINDEVANG.example']) {
      expect(routeRecipients(to(address), [address], all)).toEqual([{ municipalityId: 'l', flags: [] }]);
    }
  });

  it('a misspelled or closed address of its domain is taken with a flag, never refused', () => {
    expect(routeRecipients(sampleMail(55), [], all)).toEqual([
      {
        municipalityId: 'l',
        flags: ['wrong-address'],
        wrong: { address: 'sikkerpost@lindevang.example', is: 'near', like: 'sikkerepost@lindevang.example' },
      },
    ]);
    expect(routeRecipients(sampleMail(56), ['underretning@lindevang.example'], all)).toEqual([
      { municipalityId: 'l', flags: ['wrong-address'], wrong: { address: 'boernogunge@gammel.lindevang.example', is: 'other' } },
    ]);
  });

  it('a closed address and an old domain are still the municipality’s, and are named', () => {
    const route = (address: string) => routeRecipients(to(address), [address], [storvaag, lindevang]);
    expect(route('Born@Gammel-Kommune.example')).toEqual([
      { municipalityId: 'l', flags: ['wrong-address'], wrong: { address: 'born@gammel-kommune.example', is: 'closed' } },
    ]);
    expect(route('skole@mail.lindevang-by.example')).toMatchObject([{ municipalityId: 'l', wrong: { is: 'old-domain' } }]);
  });

  it('one transaction to two municipalities is one arrival in each', () => {
    const found = routeRecipients(
      to('a@b.example'),
      ['barnevern@storvaag.example', 'underretning@lindevang.example', 'sikkerepost@lindevang.example'],
      all,
    );
    expect(found.map(({ municipalityId }) => municipalityId)).toEqual(['s', 'l']);
  });

  it('a mail that names nobody known goes to the default municipality with a flag', () => {
    expect(routeRecipients(to('a@b.example'), [], all)).toEqual([
      { municipalityId: 'l', flags: ['wrong-address'], wrong: { address: 'a@b.example', is: 'unknown' } },
    ]);
    expect(routeRecipients(to('a@b.example'), [], all, 's')).toMatchObject([{ municipalityId: 's', flags: ['wrong-address'] }]);
    expect(routeRecipients(Buffer.from('A text.'), [], all)).toEqual([{ municipalityId: 'l', flags: ['wrong-address'] }]);
    expect(routeRecipients(to('a@b.example'), [], [])).toEqual([]);
  });

  it('a blind copy to the right address is right', () => {
    expect(routeRecipients(to('somebody@school.example'), ['barnevern@storvaag.example'], all)).toEqual([
      { municipalityId: 's', flags: [] },
    ]);
  });

  it('a domain is matched whole: a look-alike is unknown', () => {
    expect(findMunicipality(all, 'x@gammel.lindevang.example')?.id).toBe('l');
    expect(findMunicipality(all, 'x@notlindevang.example')).toBeUndefined();
    expect(findMunicipality(all, 'x@lindevang.example.evil.example')).toBeUndefined();
    expect(findMunicipality(all, 'nonsense')).toBeUndefined();
  });

  it('a mail out of the municipality’s own mailbox is flagged when it was written to another address of its domain', () => {
    expect(recipientMarks(sampleMail(1), lindevang)).toEqual({ flags: [] });
    expect(recipientMarks(sampleMail(56), lindevang)).toMatchObject({ flags: ['wrong-address'], wrong: { is: 'other' } });
  });
});
