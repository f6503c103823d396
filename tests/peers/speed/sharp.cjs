// sharp, kept running: a photo and a result per line as JSON, and what it took.
const path = require('node:path');
const readline = require('node:readline');

const [, , folder, edge] = process.argv;
const sharp = require(path.join(folder, 'node_modules', 'sharp'));
sharp.cache(false);

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [from, to] = JSON.parse(line);
    const before = process.cpuUsage();
    await sharp(from)
      .rotate()
      .resize(Number(edge), Number(edge), { fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 82 })
      .toFile(to);
    const { user, system } = process.cpuUsage(before);
    const peak = process.resourceUsage().maxRSS;
    console.log(JSON.stringify({ seconds: (user + system) / 1e6, peak_kb: peak }));
  }
}

main();
