// Contestant: NLP.js (node-nlp). See __init__.py for the protocol; node-nlp is found through NODE_PATH.
const fs = require("fs");
const path = require("path");
const { NlpManager } = require("node-nlp");

const TIMED = 300;
const WARM = 50;

const [step, folder] = process.argv.slice(2);
const file = (name) => path.join(folder, name);
const manager = new NlpManager({ languages: ["fr"], forceNER: false, autoSave: false, nlu: { log: false } });

async function train() {
  for (const [text, intent] of JSON.parse(fs.readFileSync(file("train.json"), "utf8"))) {
    manager.addDocument("fr", text, intent);
  }
  const start = process.hrtime.bigint();
  const before = process.cpuUsage();
  await manager.train();
  const { user, system } = process.cpuUsage(before);
  const costs = { seconds: Number(process.hrtime.bigint() - start) / 1e9, cpu_seconds: (user + system) / 1e6 };
  fs.writeFileSync(file("train.out"), JSON.stringify(costs));
  manager.save(file("model.nlp"));
}

// The likeliest intent, below NLP.js's own threshold too; "None" is what it says when it knows no word.
async function read(text) {
  const { classifications } = await manager.process("fr", text);
  const best = classifications.filter((c) => c.intent !== "None").sort((a, b) => b.score - a.score)[0];
  return best ? [best.intent, best.score] : ["", 0];
}

async function parse() {
  manager.load(file("model.nlp"));
  const texts = JSON.parse(fs.readFileSync(file("texts.json"), "utf8"));
  for (const text of texts.slice(0, WARM)) await read(text);
  const taken = [];
  for (const text of texts.slice(0, TIMED)) {
    const start = process.hrtime.bigint();
    await read(text);
    taken.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  taken.sort((a, b) => a - b);
  const found = [];
  for (const text of texts) found.push(await read(text));
  const report = {
    found,
    p50_ms: taken[Math.floor(taken.length / 2)],
    resident_mb: process.memoryUsage().rss / 2 ** 20,
  };
  fs.writeFileSync(file("parse.out"), JSON.stringify(report));
}

(step === "train" ? train() : parse()).catch((error) => {
  console.error(error);
  process.exit(1);
});
