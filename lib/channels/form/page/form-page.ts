import { html } from 'hono/html';
import {
  caseField,
  FORM_NAMES,
  type FormNames,
  kindWord,
  LANGUAGE_BUTTON,
  type NotifierPart,
  notifierField,
  TOKEN_FIELD,
} from '../form-names';
import type { PublicFacts } from '../public-facts';
import { FILES, type FormErrors, MEBIBYTE } from '../validate-form';
import { checkBox, choices, type FieldSet, fieldId, fileField, more, textArea, textField } from './form-fields';
import { emergencyList, type Html, LANGUAGE_NAMES, type PageContext, pageLayout } from './page-layout';
import { childSection, familySection } from './people-sections';

/** Version of the web form; stands in every submission and grows when questions change. */
export const FORM_VERSION = '1.1';

export type FormState = {
  token: string;
  answers: ReadonlyMap<string, string>;
  errors: FormErrors;
  /** Names of files that came with a submission that was not stored: they must be chosen again. */
  lostFiles: readonly string[];
  /** Why the whole submission was not taken: storage gone, or more than the limit. */
  refused?: 'not-stored' | 'too-large';
};

type FormContext = PageContext & { municipality: PublicFacts };
type Rendering = FieldSet & { names: FormNames; context: FormContext; state: FormState };

/** The form of a municipality's country, with what was typed so far and what is wrong with it. */
export function formPage(context: FormContext, state: FormState): Html {
  const { t, municipality, locale } = context;
  const names = FORM_NAMES[municipality.country];
  const errors = new Map([...state.errors].map(([name, code]) => [name, t(`error.${code}`)]));
  const one: Rendering = { t, names, context, state, answers: state.answers, errors };
  const body = html`<p class="kicker">${municipality.name}</p>
<h1>${t(`title.${municipality.country}`)}</h1>
${refusal(one)}${errorSummary(one)}${lostFiles(one)}
${introduction(one)}
<form id="report" method="post" action="/form/${municipality.slug}?lang=${locale}" enctype="multipart/form-data" novalidate>
${hidden(names.envelope.form ?? '', names.id)}${hidden(names.envelope.version ?? '', FORM_VERSION)}${hidden(TOKEN_FIELD, state.token)}
${dangerSection(one)}${concernSection(one)}${childSection(one)}${familySection(one)}${notifierSection(one)}${attachmentSection(one)}${sendSection(one)}
</form>`;
  const failed = state.refused || errors.size > 0;
  return pageLayout(context, {
    title: `${failed ? `${t('page.errorTitle')}: ` : ''}${t(`title.${municipality.country}`)}`,
    languages: languageButtons(context),
    body,
  });
}

function hidden(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`;
}

/**
 * Another language is a submit button, so that what is typed comes along. The first submit button of a form is the one that the
 * Enter key presses; an invisible one that sends stands before them.
 */
function languageButtons({ locale, t }: FormContext): Html {
  const button = ([code, name]: [string, string]) =>
    html`<li>${code === locale ? html`<span lang="${code}" aria-current="true">${name}</span>` : html`<button form="report" name="${LANGUAGE_BUTTON}" value="${code}" lang="${code}">${name}</button>`}</li>`;
  return html`<button form="report" class="enter-key" tabindex="-1" aria-hidden="true">${t('send.button')}</button>
<nav class="languages" aria-label="${t('page.language')}"><ul>${Object.entries(LANGUAGE_NAMES).map(button)}</ul></nav>`;
}

function refusal({ t, state, context }: Rendering): Html | '' {
  if (!state.refused) return '';
  return html`<section class="box alarm" role="alert" tabindex="-1" autofocus aria-labelledby="refused">
<h2 id="refused">${t(`refused.${state.refused}.title`)}</h2>
<p>${t(`refused.${state.refused}.text`)}</p>
<p class="big-call"><span>${context.municipality.name}</span> <a class="call" href="tel:${context.municipality.phone.replace(/[^\d+]/g, '')}">${context.municipality.phone}</a></p>
<p>${t('refused.kept')}</p>
</section>`;
}

function errorSummary({ t, errors, state }: Rendering): Html | '' {
  if (errors.size === 0) return '';
  return html`<section class="box wrong-box" role="alert" tabindex="-1"${state.refused ? '' : html` autofocus`} aria-labelledby="wrong">
<h2 id="wrong">${t('page.errorsTitle')}</h2>
<p>${t('page.errorsText')}</p>
<ul>${[...errors].map(([name, sentence]) => html`<li><a href="#${fieldId(name)}">${sentence}</a></li>`)}</ul>
</section>`;
}

function lostFiles({ t, state, names }: Rendering): Html | '' {
  if (state.lostFiles.length === 0) return '';
  return html`<section class="box note"><h2>${t('page.filesAgain')}</h2>
<ul>${state.lostFiles.map((name) => html`<li>${name}</li>`)}</ul><p><a href="#${fieldId(names.attachment.at)}">${t('page.toFiles')}</a></p></section>`;
}

function introduction({ t, context }: Rendering): Html {
  return html`<section class="box wait" aria-labelledby="wait"><h2 id="wait">${t('wait.title')}</h2>
<p>${t('wait.text')}</p>
${emergencyList(t, context.municipality.country)}</section>
<p class="lead">${t('page.lead')}</p>
<p>${t(`after.${context.municipality.country}`)}</p>`;
}

function dangerSection(one: Rendering): Html {
  const { t, names, context } = one;
  const name = caseField(names, 'danger');
  const options = [
    { value: names.yes, label: t('word.yes') },
    { value: names.no, label: t('word.no') },
    { value: names.unknown, label: t('word.unknown') },
  ];
  return html`<section class="part danger-part"><h2>${t('part.danger')}</h2>
${choices(one, { name, label: t('ask.danger'), hint: t('hint.danger') }, options)}
<div class="box alarm danger-box"><p class="alarm-title">${t('wait.dangerYes')}</p><p>${t('wait.dangerYesText')}</p>${emergencyList(t, context.municipality.country)}</div>
${textArea(one, { name: caseField(names, 'dangerWhy'), label: t('ask.dangerWhy'), rows: 3 })}
</section>`;
}

function concernSection(one: Rendering): Html {
  const { t, names } = one;
  return html`<section class="part"><h2>${t('part.concern')}</h2>
${textArea(one, { name: caseField(names, 'concern'), label: t('ask.concern'), hint: t('hint.concern'), must: true, rows: 10 })}
${textArea(one, { name: caseField(names, 'childsWords'), label: t('ask.childsWords'), rows: 3 })}
${textArea(one, { name: caseField(names, 'done'), label: t('ask.done'), rows: 3 })}
${moreOfConcern(one)}
</section>`;
}

/** What only some countries' forms ask. */
function moreOfConcern(one: Rendering): Html | '' {
  const parts = (['history', 'otherViews', 'otherServices'] as const).filter((part) => one.names.case[part]);
  const fields = parts.map((part) => ({ name: caseField(one.names, part), label: one.t(`ask.${part}`), rows: 3 }));
  if (fields.length === 0) return '';
  const names = fields.map(({ name }) => name);
  return more(one, one.t('page.moreConcern'), names, html`${fields.map((field) => textArea(one, field))}`);
}

function notifierSection(one: Rendering): Html {
  const { t, names } = one;
  const name = (part: NotifierPart) => notifierField(names, part);
  const kinds = (['private', 'parent', 'professional', 'child'] as const).map((kind) => ({
    value: kindWord(names, kind),
    label: t(`ask.kind.${kind}`),
    hint: kind === 'professional' ? t(`duty.${names.country}`) : undefined,
  }));
  return html`<section class="part"><h2>${t('part.notifier')}</h2>
${choices(one, { name: name('kind'), label: t('ask.kind.label'), must: true }, kinds)}
${checkBox(one, { name: name('anonymous'), label: t('ask.anonymous'), hint: t(`anonymity.${names.country}`), value: names.yes })}
${textField(one, { name: name('name'), label: t('label.name'), hint: t('hint.notifierName'), autocomplete: 'name' })}
${textField(one, { name: name('role'), label: t('ask.role'), hint: t('hint.role') })}
${textField(one, { name: name('organisation'), label: t('ask.organisation'), hint: t('hint.organisation'), autocomplete: 'organization' })}
<div class="pair">${textField(one, { name: name('phone'), label: t('label.phone'), type: 'tel', autocomplete: 'tel' })}${textField(one, { name: name('email'), label: t('label.email'), type: 'email', autocomplete: 'email' })}</div>
${checkBox(one, { name: name('wantsFeedback'), label: t(`feedback.${names.country}`), value: names.yes })}
</section>`;
}

function attachmentSection(one: Rendering): Html {
  const { t, names } = one;
  const limits = { count: FILES.count, each: FILES.each / MEBIBYTE, together: FILES.together / MEBIBYTE };
  return html`<section class="part"><h2>${t('part.attachments')}</h2>
${fileField(one, { name: names.attachment.at, label: t('ask.attachments'), hint: t('hint.attachments', limits) })}
</section>`;
}

function sendSection({ t, context }: Rendering): Html {
  return html`<section class="part send"><p>${t('send.text', { municipality: context.municipality.name })}</p>
<button class="primary">${t('send.button')}</button>
<p class="hint">${t('send.wait')}</p></section>`;
}
