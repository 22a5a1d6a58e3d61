import { addDays } from 'date-fns';
import { describe, expect, it } from 'vitest';
import { type Candidate, suggest } from './suggest';

const at = new Date('2026-10-29T08:00:00Z');
const report = (id: string, terms: string[], receivedAt = addDays(at, 10)): Candidate => ({ id, terms, receivedAt });
const own = (...terms: string[]) => report('own', terms, at);
const suggested = (a: Candidate, b: Candidate, frequency: (term: string) => number = () => 2, common: string[] = []) =>
  suggest(a, [b], { frequency, common: new Set(common), linkedBy: [] });

describe('suggested links', () => {
  it('a shared national id is enough', () => {
    expect(suggested(own('id:6312247346'), report('b', ['id:6312247346']))[0]?.reason).toEqual({
      code: 'same-national-id',
      terms: ['6312247346'],
    });
  });

  it('the same notifier with the same child is enough; the same notifier with another child is not', () => {
    expect(suggested(own('mail:a@b.example', 'name:magnus'), report('b', ['mail:a@b.example', 'name:magnus']))[0]?.reason.code).toBe(
      'same-notifier-and-child',
    );
    expect(suggested(own('mail:a@b.example', 'name:magnus'), report('b', ['mail:a@b.example', 'name:freja']))).toEqual([]);
  });

  it('a rare name and one thing more are enough, also when the name is spelt a little differently', () => {
    expect(suggested(own('name:nanna', 'class:7b'), report('b', ['name:nanna', 'class:7b']))[0]?.reason).toEqual({
      code: 'shared-terms',
      terms: ['7b', 'nanna'],
    });
    expect(suggested(own('name:nanna', 'class:7b'), report('b', ['maybe:nana', 'class:7b']))).toHaveLength(1);
  });

  it('a name alone is enough where two links go by it already, spelt the same', () => {
    const joins = (name: string) =>
      suggest(own('name:nanna'), [report('b', [name])], { frequency: () => 5, common: new Set(), linkedBy: ['nanna', 'nanna'] });
    expect(joins('maybe:nanna')).toHaveLength(1);
    expect(joins('maybe:hanna')).toEqual([]);
  });

  it('a place is the same whether or not it looks like a name', () => {
    expect(suggested(own('place:bakkeby', 'look:red jacket'), report('b', ['name:bakkeby', 'look:red jacket']))[0]?.reason.terms).toEqual([
      'bakkeby',
      'red jacket',
    ]);
  });

  it('one shared first name is not enough, nor a word that no report has plainly as a name', () => {
    expect(suggested(own('name:emil'), report('b', ['name:emil']))).toEqual([]);
    expect(suggested(own('maybe:skolen', 'maybe:siden', 'class:7b'), report('b', ['maybe:skolen', 'maybe:siden', 'class:7b']))).toEqual([]);
  });

  it('what many reports share says little, and the municipality own name says nothing', () => {
    expect(suggested(own('name:anna', 'class:7b'), report('b', ['name:anna', 'class:7b']), () => 100)).toEqual([]);
    expect(suggested(own('name:lindevang', 'class:7b'), report('b', ['name:lindevang', 'class:7b']), () => 2, ['lindevang'])).toEqual([]);
  });

  it('reports more than sixty days apart are not compared', () => {
    expect(suggested(own('id:6312247346'), report('b', ['id:6312247346'], addDays(at, 61)))).toEqual([]);
    expect(suggested(own('id:6312247346'), report('b', ['id:6312247346'], addDays(at, -59)))).toHaveLength(1);
  });

  it('each word counts once, however many spellings it is near to', () => {
    expect(suggested(own('name:ella'), report('b', ['name:elsa', 'maybe:ellas', 'name:ela']))).toEqual([]);
  });

  it('the strongest comes first', () => {
    const weak = report('weak', ['name:nanna', 'event:video']);
    const strong = report('strong', ['name:nanna', 'name:skovlund', 'class:7b']);
    expect(
      suggest(own('name:nanna', 'name:skovlund', 'class:7b', 'event:video'), [weak, strong], {
        frequency: () => 2,
        common: new Set(),
        linkedBy: [],
      }).map(({ id }) => id),
    ).toEqual(['strong', 'weak']);
  });
});
