import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LAW } from '../deadline';

const rows = readFileSync('docs/law.md', 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, id]) => /^(dk|no|se)\./.test(id ?? ''));
/** The table of rules is wider than that of exceptions. */
const [ruleRows, exceptionRows] = [rows.filter((row) => row.length > 8), rows.filter((row) => row.length <= 8)];

describe('docs/law.md', () => {
  it('has a row for each rule, with its basis, its certainty and the paragraphs of its citations', () => {
    const paragraphs = (citation: string) => citation.match(/\d+(-\d+)?( [ab])?(?= §)|(?<=§ )\d+(-\d+)?( [ab])?/g);
    const said = ruleRows.map(([, id, , , , citation = '', old = '', basis, certainty]) => [
      id,
      paragraphs(citation),
      paragraphs(old),
      basis,
      certainty,
    ]);
    const rules = Object.values(LAW).flat();
    expect(said).toEqual(
      rules.map(({ id, citation, oldCitation, basis, certainty }) => [id, paragraphs(citation), paragraphs(oldCitation), basis, certainty]),
    );
  });

  it('has a row for each exception that an act makes, and no other', () => {
    const exceptions = Object.values(LAW)
      .flat()
      .flatMap(({ id, mayBeLeftOut }) => mayBeLeftOut.map((reason) => [id, reason]));
    expect(exceptionRows.map(([, id, reason]) => [id, reason])).toEqual(exceptions);
  });
});
