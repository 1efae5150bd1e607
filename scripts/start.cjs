'use strict';
// `npm start`: checks what must be right before anything else can be loaded, then hands over to run.mjs.

var fs = require('fs');
var path = require('path');
var preparation = require('./prepare.cjs');
var complaint = require('./port.cjs').complaint;

function handOver() {
  preparation.prepare(function () {
    import('./run.mjs');
  });
}

preparation.checkNode();
// A launcher that was killed may have left its api on the port: run.mjs ends that one before it looks.
if (fs.existsSync(path.join(preparation.root, '.data', 'running.json'))) handOver();
else {
  complaint(process.env.PORT, process.env.HOST, function (sentence) {
    if (sentence) preparation.giveUp(sentence);
    handOver();
  });
}
