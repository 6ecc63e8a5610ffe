// The cycle of TransferBenchmark in Node: create a channel, send one end over a carrier, receive it, post a message to
// it, receive that, close. Node copies each message (structured clone); ours hands the object over. Prints nanoseconds
// per cycle, the median of several rounds, as JSON.
//
// Arguments: cycles per round (100, the best of some), rounds that count (200).
import { MessageChannel } from 'node:worker_threads';

const CYCLES = Number(process.argv[2] ?? 100);
const ROUNDS = Number(process.argv[3] ?? 200);
const WARM_UPS = 200;

function round(carrier) {
	return new Promise((resolve) => {
		let left = CYCLES;
		carrier.port2.removeAllListeners('message');
		carrier.port2.on('message', (port) => {
			port.on('message', () => {
				port.close();
				if (--left === 0) {
					resolve();
				}
			});
		});
		for (let i = 0; i < CYCLES; i++) {
			const { port1, port2 } = new MessageChannel();
			carrier.port1.postMessage(port2, [port2]);
			port1.postMessage('message');
		}
	});
}

const carrier = new MessageChannel();
const nanos = [];
for (let i = 0; i < WARM_UPS + ROUNDS; i++) {
	const start = process.hrtime.bigint();
	await round(carrier);
	if (i >= WARM_UPS) {
		nanos.push(Number(process.hrtime.bigint() - start) / CYCLES);
	}
}
nanos.sort((a, b) => a - b);
carrier.port1.close();
console.log(JSON.stringify({ nanosPerCycle: nanos[Math.floor(nanos.length / 2)], version: process.version }));
