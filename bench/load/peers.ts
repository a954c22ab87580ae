import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A server of the same bytes to compare with. */
export interface Peer {
  readonly port: number;
  readonly path: string;
  stop(): Promise<void>;
}

const stopper = (child: ChildProcess) => async () => {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
};

/** node:http with a ready buffer: the limit of what this runtime can do. */
export async function startBareServer(folder: string, body: Buffer): Promise<Peer> {
  const file = join(folder, 'bare-body');
  writeFileSync(file, body);
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('./bare-server.mjs', import.meta.url)), file],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  for await (const line of createInterface({ input: child.stdout! }))
    return { port: Number(line), path: '/', stop: stopper(child) };
  throw new Error('The bare server did not start.');
}

/** One worker of nginx with the bytes as a static file; undefined where it is not installed. */
export async function startNginx(folder: string, body: Buffer): Promise<Peer | undefined> {
  if (spawnSync('nginx', ['-v'], { stdio: 'ignore' }).error !== undefined) return undefined;
  const [home, port] = [join(folder, 'nginx'), await freePort()];
  mkdirSync(join(home, 'files'), { recursive: true });
  writeFileSync(join(home, 'files', 'page'), body);
  // As root nginx serves as another account, which has to be able to read them.
  for (const path of [folder, home, join(home, 'files')]) chmodSync(path, 0o755);
  writeFileSync(
    join(home, 'nginx.conf'),
    `worker_processes 1; daemon off; pid ${home}/pid; error_log ${home}/error.log;
     events { worker_connections 1024; }
     http { access_log off; sendfile on; tcp_nopush on; open_file_cache max=100; keepalive_requests 100000000;
       client_body_temp_path ${home}/body; proxy_temp_path ${home}/proxy; fastcgi_temp_path ${home}/fastcgi;
       uwsgi_temp_path ${home}/uwsgi; scgi_temp_path ${home}/scgi;
       server { listen 127.0.0.1:${port}; root ${home}/files; default_type text/html; } }`,
  );
  const child = spawn('nginx', ['-c', join(home, 'nginx.conf'), '-p', home], { stdio: 'ignore' });
  await untilAnswered(port);
  return { port, path: '/page', stop: stopper(child) };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function untilAnswered(port: number): Promise<void> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const isUp = await fetch(`http://127.0.0.1:${port}/page`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    if (performance.now() > deadline) throw new Error('nginx is installed and does not answer.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
