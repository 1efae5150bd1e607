// Stands in for a WeCom group robot on this machine: prints what the group would have read, and refuses what WeCom
// refuses. For trying out a channel without a group: `node scripts/robot-stand-in.mjs`, then follow the handbook.
import { once } from 'node:events';
import http from 'node:http';
import { parseArgs } from 'node:util';

const PATH = '/cgi-bin/webhook/send';
/** Of the channel that the demonstration comes with, too. */
const KEY = 'stand-in-0000-1111-2222';
/** Documented: so many a minute, so many bytes of UTF-8. */
const PER_MINUTE = 20;
const MOST_BYTES = { text: 2048, markdown: 4096 };

const { values } = parseArgs({ options: { port: { type: 'string', default: '9301' } } });
const times = [];

/** What WeCom would answer, and what the group would read. */
function answerTo(url, body) {
  const refuse = (errcode, errmsg) => ({ answer: { errcode, errmsg } });
  if (url.pathname !== PATH || url.searchParams.get('key') !== KEY) return refuse(93000, 'invalid webhook url');
  const now = performance.now();
  while (times.length > 0 && now - times[0] > 60_000) times.shift();
  if (times.push(now) > PER_MINUTE) return refuse(45009, 'api freq out of limit');
  const { msgtype } = body;
  const content = body[msgtype]?.content;
  if (MOST_BYTES[msgtype] === undefined) return refuse(40008, 'invalid message type');
  if (typeof content !== 'string' || content === '') return refuse(44004, 'content is empty');
  if (Buffer.byteLength(content) > MOST_BYTES[msgtype]) return refuse(40058, `${msgtype}.content exceed max length`);
  const mentioned = msgtype === 'text' ? (body.text.mentioned_mobile_list ?? []) : [];
  return {
    answer: { errcode: 0, errmsg: 'ok' },
    read: [content, ...mentioned.map((mobile) => `@${mobile}`)].join('\n'),
  };
}

let received = 0;
const server = http.createServer(async (request, response) => {
  let text = '';
  for await (const piece of request) text += piece;
  let body = {};
  try {
    body = JSON.parse(text);
  } catch {
    // Answered as an empty message.
  }
  const { answer, read } = answerTo(new URL(request.url ?? '/', 'http://localhost'), body ?? {});
  received += 1;
  console.log(
    read === undefined
      ? `\n✗ 第 ${received} 次调用被拒绝：${answer.errcode} ${answer.errmsg}`
      : `\n── 第 ${received} 次，群里会看到：\n${read}`,
  );
  response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' });
  response.end(JSON.stringify(answer));
});

server.on('error', (error) => {
  console.error(
    error.code === 'EADDRINUSE'
      ? `端口 ${values.port} 已被占用：请换一个，例如 node scripts/robot-stand-in.mjs --port 9302。`
      : `没有启动：${error.message}`,
  );
  process.exit(1);
});
server.listen(Number(values.port), '127.0.0.1');
await once(server, 'listening');
console.log(`企业微信群机器人的替身已启动，机器人地址是：

  http://127.0.0.1:${server.address().port}${PATH}?key=${KEY}

系统须以 OUTBOUND_ALLOW=127.0.0.1 启动才能连到本机。按 Ctrl-C 停止。`);
