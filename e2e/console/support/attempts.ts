/**
 * What a page of another origin tries, as JavaScript whose promise fulfils with the
 * loot; `target` is the console's origin. Nothing, or a rejection, is a failure.
 */
export const attempts: Record<string, string> = {
  'read the status': `fetch(target + '/api/status', { credentials: 'include' })
    .then((response) => response.text())`,
  'read the payments without CORS': `fetch(target + '/api/payments', {
    mode: 'no-cors', credentials: 'include',
  }).then((response) => response.text())`,
  'follow the requests': `new Promise((resolve, reject) => {
    const stream = new EventSource(target + '/api/requests/stream', {
      withCredentials: true,
    });
    stream.onopen = () => resolve('open');
    stream.onerror = () => { stream.close(); reject(); };
  })`,
  'open a WebSocket': `new Promise((resolve, reject) => {
    const socket = new WebSocket(target.replace('http', 'ws') + '/api/log/stream');
    socket.onopen = () => resolve('open');
    socket.onerror = reject;
  })`,
  'run the status as a script': load('script', 'src', '/api/status'),
  'run the page’s script': load('script', 'src', '/main.js'),
  'load the page’s style': load('link', 'href', '/main.css'),
  'show a response as an image': load('img', 'src', '/api/status'),
  'read the page in a frame': `new Promise((resolve, reject) => {
    const frame = document.createElement('iframe');
    frame.src = target + '/requests';
    frame.onload = () => {
      try {
        // An error page of the browser has another origin, too.
        resolve(frame.contentDocument.documentElement.outerHTML);
      } catch (error) {
        reject(error);
      }
    };
    document.body.append(frame);
  })`,
  'count the frames of an opened page': `new Promise((resolve, reject) => {
    const opened = open(target + '/requests');
    setTimeout(() => {
      // A page that its opener cannot reach seems closed.
      const reached = opened && !opened.closed && opened.location.href;
      reached ? resolve(reached) : reject();
    }, 500);
  })`,
  'invoke with text': post('/invoke', 'text/plain'),
  'invoke with a form’s content': post(
    '/invoke',
    'application/x-www-form-urlencoded',
  ),
  'invoke with JSON': `fetch(target + '/api/invoke', {
    method: 'POST', credentials: 'include', body: '{"payload":{"count":1}}',
    headers: { 'content-type': 'application/json' },
  }).then((response) => response.text())`,
  'invoke with a beacon': `new Promise((_, reject) => {
    const type = 'text/plain';
    navigator.sendBeacon(
      target + '/api/invoke', new Blob(['{"payload":{"count":1}}'], { type }));
    setTimeout(reject, 300);
  })`,
  'turn faults on': `fetch(target + '/api/faults', {
    method: 'PUT', credentials: 'include', body: '{"rate":1}',
    headers: { 'content-type': 'application/json' },
  }).then((response) => response.text())`,
  'delete the requests': `fetch(target + '/api/requests', {
    method: 'DELETE', credentials: 'include',
  }).then((response) => response.text())`,
  'invoke with a form': submit('target'),
  'invoke with a form in a frame without an origin': submit('sandboxed'),
};

function load(element: string, attribute: string, path: string): string {
  return `new Promise((resolve, reject) => {
    const element = document.createElement('${element}');
    element.rel = 'stylesheet';
    element.onload = () => resolve('loaded');
    element.onerror = reject;
    element.${attribute} = target + '${path}';
    document.body.append(element);
  })`;
}

function post(path: string, type: string): string {
  return `fetch(target + '/api${path}', {
    method: 'POST', mode: 'no-cors', credentials: 'include',
    body: '{"payload":{"count":1}}', headers: { 'content-type': '${type}' },
  }).then((response) => response.text())`;
}

/** A form of plain text, whose `=` is part of the JSON. */
function submit(frame: 'target' | 'sandboxed'): string {
  const sandbox =
    frame === 'sandboxed' ? `frame.sandbox = 'allow-forms allow-scripts';` : '';
  return `new Promise((_, reject) => {
    const frame = document.createElement('iframe');
    ${sandbox}
    frame.srcdoc = '<form method=post enctype=text/plain action="' + target +
      '/api/invoke"><input name=\\'{"payload":{"count":1},"a\\' value=\\'":1}\\'>' +
      '</form><script>document.forms[0].submit()<' + '/script>';
    document.body.append(frame);
    setTimeout(reject, 500);
  })`;
}
