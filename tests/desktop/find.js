// Waits until an element of a role and accessible name is shown, and answers with it. Arguments: role, name (a text, or a
// regular expression between slashes), whether it should be there or be gone; the last is WebDriver's answer.
const [wantedRole, wantedName, there, answer] = arguments;

const INPUTS = { button: 'button', checkbox: 'checkbox', number: 'spinbutton', radio: 'radio', range: 'slider', search: 'searchbox', submit: 'button' };
const TAGS = { A: 'link', BUTTON: 'button', DIALOG: 'dialog', IMG: 'img', LI: 'listitem', MAIN: 'main', NAV: 'navigation', OPTION: 'option', OUTPUT: 'status', PROGRESS: 'progressbar', SELECT: 'combobox', TEXTAREA: 'textbox' };

function role(element) {
  const explicit = element.getAttribute('role');
  if (explicit) return explicit;
  if (element.tagName === 'INPUT') return element.list ? 'combobox' : (INPUTS[element.type] ?? 'textbox');
  if (/^H[1-6]$/.test(element.tagName)) return 'heading';
  return TAGS[element.tagName];
}

const squeezed = (text) => text.replace(/\s+/g, ' ').trim();

function name(element) {
  const by = element.getAttribute('aria-labelledby');
  if (by) return squeezed(by.split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' '));
  const label = element.getAttribute('aria-label') ?? element.getAttribute('alt');
  if (label !== null) return squeezed(label);
  if (element.labels?.length) return squeezed([...element.labels].map((one) => one.textContent).join(' '));
  const pictures = [...element.querySelectorAll('img[alt]')].map((picture) => picture.alt).join(' ');
  return squeezed(`${element.textContent} ${pictures}`) || squeezed(element.title ?? '');
}

const pattern = /^\/(.*)\/$/.exec(wantedName);
const fits = (text) => (pattern ? new RegExp(pattern[1]).test(text) : text === wantedName);
const shown = (element) => element.checkVisibility() && !element.closest('[inert], [aria-hidden="true"]');

function find() {
  const candidates = [...document.querySelectorAll('*')].filter((element) => role(element) === wantedRole && shown(element));
  const found = candidates.find((element) => fits(name(element)) && !element.disabled);
  return found ?? null;
}

function done() {
  const element = find();
  if ((element !== null) !== there) return false;
  observer.disconnect();
  answer(element ?? true);
  return true;
}

const observer = new MutationObserver(done);
if (!done()) observer.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
