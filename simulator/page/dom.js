/** Makes an element. Texts are always set as text, never as markup: what bots send is not trusted. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'class') node.className = value;
    else if (name === 'style') node.style.cssText = value;
    else if (name === 'value') node.value = value;
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children.flat().filter((one) => one !== null && one !== undefined && one !== ''));
  return node;
}

/**
 * Brings a list of keyed nodes up to date: `make` runs only for rows whose content changed, so that focus, choices
 * and animations of the others stay. Returns the keys that are new.
 */
export function patch(parent, rows, make) {
  const before = new Map([...parent.children].map((node) => [node.dataset.row, node]));
  const fresh = [];
  let place = parent.firstElementChild;
  for (const { key, version, data } of rows) {
    const old = before.get(key);
    before.delete(key);
    let node = old;
    if (!old || old.dataset.version !== version) {
      node = make(data, Boolean(old));
      node.dataset.row = key;
      node.dataset.version = version;
      if (old) {
        const focused = old.contains(document.activeElement);
        if (old === place) place = node;
        old.replaceWith(node);
        if (focused) refocus(node);
      } else fresh.push(key);
    }
    if (node === place) place = node.nextElementSibling;
    else parent.insertBefore(node, place);
  }
  for (const gone of before.values()) gone.remove();
  return fresh;
}

function refocus(node) {
  const target = node.matches('button') ? node : node.querySelector('button:not(:disabled)');
  (target ?? node).focus({ preventScroll: true });
}

/** Sends a JSON body and returns the JSON answer; what is not 200 is thrown with the server's words. */
export async function post(path, body = {}) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}
