'use strict';
// Like prepare.cjs, readable by very old Node versions.

var net = require('net');

function tryListen(port, host, done) {
  var server = net.createServer();
  server.once('error', function (error) {
    done(error.code);
  });
  server.listen({ port: port, host: host, exclusive: true }, function () {
    server.close(function () {
      done(undefined);
    });
  });
}

/** The port of the pages: PORT or 3000; undefined when PORT is not a port. */
function portOf(text) {
  if (text === undefined || text.trim() === '') return 3000;
  return /^[0-9]{1,5}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 65535 ? Number(text) : undefined;
}

/**
 * Calls `done` with what keeps us from listening on the port: 'EADDRINUSE', 'EACCES', … or undefined when it is free.
 * Both loopback addresses are asked, because `localhost` may lead to either.
 */
function probe(port, host, done) {
  var hosts = ['127.0.0.1', '::1'];
  if (host && hosts.indexOf(host) < 0) hosts.push(host);
  (function next(index) {
    if (index === hosts.length) return done(undefined);
    tryListen(port, hosts[index], function (code) {
      // A machine without IPv6 has no ::1; that is no reason to stop.
      if (code && !(hosts[index] === '::1' && code !== 'EADDRINUSE')) return done(code);
      next(index + 1);
    });
  })(0);
}

/** Calls `done` with the sentence that says why `text` cannot be the port, or with undefined when it can. */
function complaint(text, host, done) {
  var port = portOf(text);
  if (port === undefined) {
    return done('PORT=' + text + ' 不是端口号：请用 1 到 65535 的整数，例如 PORT=3100 npm start');
  }
  probe(port, host, function (code) {
    if (!code) return done(undefined);
    var other = port === 3100 ? 3200 : 3100;
    if (code === 'EADDRINUSE') {
      done('端口 ' + port + ' 已被占用：请停掉占用它的程序，或换一个端口：PORT=' + other + ' npm start');
    } else if (code === 'EACCES') {
      done('没有权限使用端口 ' + port + '：请换一个 1024 以上的端口：PORT=' + other + ' npm start');
    } else done('无法监听 ' + (host || '127.0.0.1') + ':' + port + '（' + code + '）：请检查 HOST 和 PORT。');
  });
}

module.exports = { portOf: portOf, complaint: complaint };
