import { isObject, type JsonObject, type JsonValue } from '../../engine/index.js';

/** The API description as a page without any script: one section a tag, one block a route. */
export function apiDocsPage(description: JsonObject): string {
  const sections = new Map<string, string[]>();
  for (const [path, item] of Object.entries(objectOf(description['paths']))) {
    for (const [method, operation] of Object.entries(objectOf(item))) {
      const one = objectOf(operation);
      const tag = Array.isArray(one['tags']) ? String(one['tags'][0]) : '';
      sections.set(tag, [...(sections.get(tag) ?? []), block(method, path, one)]);
    }
  }
  const body = [...sections]
    .map(([tag, blocks]) => `<section><h2>${escape(tag)}</h2>${blocks.join('')}</section>`)
    .join('');
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>驿站 API</title><style>${STYLE}</style></head><body><main><h1>驿站 API</h1>
<p>由路由声明生成 / generated from the route declarations: <a href="/openapi.json">openapi.json</a></p>${body}</main></body></html>`;
}

function block(method: string, path: string, operation: JsonObject): string {
  const roles = operation['x-roles'];
  const schema = objectOf(objectOf(objectOf(operation['requestBody'])['content'])['application/json'])['schema'];
  const replies = Object.entries(objectOf(operation['responses']))
    .filter(([status]) => status !== 'default')
    .map(
      ([status, reply]) => `<li><b>${escape(status)}</b> ${escape(String(objectOf(reply)['description'] ?? ''))}</li>`,
    );
  const parameters = (Array.isArray(operation['parameters']) ? (operation['parameters'] as readonly JsonValue[]) : [])
    .map(objectOf)
    .map(
      (one) =>
        `<li><code>${escape(String(one['name']))}</code> ${escape(String(one['in']))}${one['required'] === true ? ' *' : ''}</li>`,
    );
  return `<article><h3><code><b>${escape(method.toUpperCase())}</b> ${escape(path)}</code></h3><p>${escape(String(operation['summary'] ?? ''))}</p>
<p><small>${escape(String(operation['x-permission'] ?? ''))}${Array.isArray(roles) ? `: ${escape(roles.join(', '))}` : ''}</small></p>
${parameters.length === 0 ? '' : `<ul>${parameters.join('')}</ul>`}${schema === undefined ? '' : `<pre>${escape(JSON.stringify(schema, null, 2))}</pre>`}<ul>${replies.join('')}</ul></article>`;
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const STYLE = `body{font:16px/1.6 system-ui,"Noto Sans SC",sans-serif;margin:0;color:#1a1a1a;background:#fff}main{max-width:960px;margin:0 auto;padding:16px}
article{border:1px solid #ccc;border-radius:6px;padding:8px 16px;margin:12px 0}pre{background:#f4f4f4;padding:8px;overflow:auto}h3{margin:4px 0}code{word-break:break-all}small{color:#555}`;
