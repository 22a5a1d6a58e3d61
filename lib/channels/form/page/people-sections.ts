import { html } from 'hono/html';
import {
  CHILDREN_ON_PAGE,
  type ChildPart,
  caseField,
  childField,
  type FormNames,
  GUARDIANS_ON_PAGE,
  type GuardianPart,
  guardianField,
} from '../form-names';
import { checkBox, choices, type FieldSet, more, textArea, textField } from './form-fields';
import type { Html } from './page-layout';

type Asked = FieldSet & { names: FormNames };

/** The children; most reports are about one. */
export function childSection(one: Asked): Html {
  const { t, names } = one;
  const others = Array.from({ length: CHILDREN_ON_PAGE - 1 }, (_, index) => index + 2);
  return html`<section class="part"><h2>${t('part.child')}</h2><p>${t('hint.child')}</p>
${childFields(one, 1)}
${others.map((number) => more(one, t('page.anotherChild', { number }), [`${names.child.at}.${number}.`], childFields(one, number)))}
</section>`;
}

function childFields(one: Asked, number: number): Html {
  const { t, names } = one;
  const name = (part: ChildPart) => childField(names, number, part);
  return html`<fieldset class="group"><legend>${t('group.child', { number })}</legend>
<div class="pair">${textField(one, { name: name('firstName'), label: t('label.firstName') })}${textField(one, { name: name('lastName'), label: t('label.lastName') })}</div>
<div class="pair">${textField(one, { name: name('birthDate'), label: t('ask.birthDate'), hint: t('hint.birthDate'), size: 'short' })}${textField(one, { name: name('age'), label: t('ask.age'), hint: t('hint.age'), size: 'short' })}</div>
${checkBox(one, { name: name('unborn'), label: t('ask.unborn'), value: names.yes })}
${textField(one, { name: name('nationalId'), label: t(`ask.nationalId.${names.country}`), hint: t('hint.nationalId'), size: 'short' })}
${textField(one, { name: name('address'), label: t('label.address') })}
${textField(one, { name: name('whereabouts'), label: t('ask.whereabouts'), hint: t('hint.whereabouts') })}
${textField(one, { name: name('school'), label: t('label.school') })}
${textField(one, { name: name('interpreter'), label: t('ask.interpreter') })}
${moreOfChild(one, number)}
</fieldset>`;
}

/** Norway's national schema (Fiks bekymringsmelding v2) asks these of each child. */
function moreOfChild(one: Asked, number: number): Html | '' {
  const { t, names } = one;
  if (!names.child.parts.told) return '';
  const name = (part: ChildPart) => childField(names, number, part);
  const fields = html`<div class="pair">${textField(one, { name: name('phone'), label: t('ask.childPhone'), type: 'tel' })}${textField(one, { name: name('notifierRelation'), label: t('ask.notifierRelation') })}</div>
${choices(one, { name: name('told'), label: t('ask.childTold') }, yesOrNo(one))}
${textField(one, { name: name('toldWhy'), label: t('ask.toldWhy') })}`;
  return more(one, t('page.moreChild'), [name('phone'), name('notifierRelation'), name('told'), name('toldWhy')], fields);
}

/** The adults around the child, the siblings, and what they know of the report. */
export function familySection(one: Asked): Html {
  const { t, names } = one;
  const told = [...yesOrNo(one), { value: names.partly, label: t('word.partly') }];
  return html`<section class="part"><h2>${t('part.family')}</h2>
${Array.from({ length: GUARDIANS_ON_PAGE }, (_, index) => guardianFields(one, index + 1))}
${textArea(one, { name: names.sibling.at, label: t('ask.siblings'), rows: 2 })}
${choices(one, { name: caseField(names, 'parentsTold'), label: t('ask.parentsTold'), hint: t('hint.parentsTold') }, told)}
${textArea(one, { name: caseField(names, 'parentsToldWhy'), label: t('ask.parentsToldWhy'), rows: 2 })}
${names.case.parentsContact ? textArea(one, { name: names.case.parentsContact, label: t('ask.parentsContact'), rows: 3 }) : ''}
${names.country === 'se' ? choices(one, { name: caseField(names, 'childTold'), label: t('ask.childTold') }, yesOrNo(one)) : ''}
</section>`;
}

function guardianFields(one: Asked, number: number): Html {
  const { t, names } = one;
  const name = (part: GuardianPart) => guardianField(names, number, part);
  const parts = names.guardian.parts;
  return html`<fieldset class="group"><legend>${t('group.guardian', { number })}</legend>
${textField(one, { name: name('name'), label: t('label.name') })}
<div class="pair">${textField(one, { name: name('relation'), label: t('ask.guardianRelation') })}${textField(one, { name: name('phone'), label: t('label.phone'), type: 'tel' })}</div>
${parts.address ? textField(one, { name: name('address'), label: t('label.address') }) : ''}
${parts.told ? more(one, t('page.moreGuardian', { number }), [name('told'), name('toldWhy')], guardianTold(one, number)) : ''}
</fieldset>`;
}

function guardianTold(one: Asked, number: number): Html {
  const { t, names } = one;
  return html`${choices(one, { name: guardianField(names, number, 'told'), label: t('ask.guardianTold') }, yesOrNo(one))}
${textField(one, { name: guardianField(names, number, 'toldWhy'), label: t('ask.toldWhy') })}`;
}

function yesOrNo({ t, names }: Asked) {
  return [
    { value: names.yes, label: t('word.yes') },
    { value: names.no, label: t('word.no') },
  ];
}
