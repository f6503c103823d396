// Tries every way out of the page. Arguments: a foreign address; the last is WebDriver's answer, which gets the names of the
// ways that were not refused.
const [foreign, answer] = arguments;

/** Settles when an element has loaded or failed; fails where it failed. */
function loaded(tag, properties) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.onload = resolve;
    element.onerror = () => reject(new Error('refused'));
    document.head.append(element);
  });
}

/** Settles when the connection opens or closes. */
function opened(connection) {
  return new Promise((resolve, reject) => {
    connection.onopen = resolve;
    connection.onerror = () => reject(new Error('refused'));
  });
}

/** A way that never tells whether it was taken: the listener outside and the page's address do. */
function silent(way) {
  way();
  throw new Error('told by nobody');
}

const ways = {
  fetch: () => fetch(foreign, { mode: 'no-cors' }),
  image: () => loaded('img', { src: `${foreign}image.png` }),
  script: () => loaded('script', { src: `${foreign}script.js` }),
  style: () => loaded('link', { rel: 'stylesheet', href: `${foreign}style.css` }),
  frame: () => silent(() => document.body.append(Object.assign(document.createElement('iframe'), { src: foreign }))),
  socket: () => opened(new WebSocket(foreign.replace('http', 'ws'))),
  events: () => opened(new EventSource(foreign)),
  evaluated: async () => new Function('return 1')(),
  preconnect: () => silent(() => document.head.append(Object.assign(document.createElement('link'), { rel: 'preconnect', href: foreign }))),
  prefetch: () => silent(() => document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href: foreign }))),
  window: async () => { if (window.open(foreign) === null) throw new Error('refused'); },
  link: () => silent(() => Object.assign(document.createElement('a'), { href: foreign }).click()),
  download: () => silent(() => Object.assign(document.createElement('a'), { href: foreign, download: 'x' }).click()),
  form: () => silent(() => {
    const form = Object.assign(document.createElement('form'), { action: foreign, method: 'post' });
    document.body.append(form);
    form.submit();
  }),
  address: () => silent(() => window.location.assign(foreign)),
};

(async () => {
  const open = [];
  for (const [name, way] of Object.entries(ways)) {
    try {
      await way();
      open.push(name);
    } catch {
      // Refused, as it should be.
    }
  }
  answer(open);
})();
