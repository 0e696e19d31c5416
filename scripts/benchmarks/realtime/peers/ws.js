// Rooms on `ws`: `ws.js port string|buffer` sends each subscriber the text, or one buffer made for all.
import {createServer} from 'node:http';
import {WebSocketServer} from 'ws';

const [port, form] = process.argv.slice(2);
const rooms = new Map();
const offsets = new Map();

const http = createServer((_, response) => response.end());
const server = new WebSocketServer({server: http, perMessageDeflate: false});

server.on('connection', socket => {
  let room;
  socket.on('error', () => {});
  socket.on('close', () => rooms.get(room)?.delete(socket));
  socket.on('message', text => {
    const message = JSON.parse(text);
    if (message.type === 'subscribe') {
      room = message.room;
      if (!rooms.has(room)) rooms.set(room, new Set());
      rooms.get(room).add(socket);
      socket.send(JSON.stringify({type: 'subscribed', room}));
      return;
    }
    const offset = (offsets.get(message.room) ?? 0) + 1;
    offsets.set(message.room, offset);
    // The fields, and so the size, of Stagewire's event.
    const event = JSON.stringify({
      type: 'event',
      room: message.room,
      offset,
      event: message.event,
      data: message.data,
      timestamp: Date.now(),
      connection_id: 'conn_0000000000000000',
    });
    const subscribers = rooms.get(message.room) ?? [];
    if (form === 'buffer') {
      const buffer = Buffer.from(event);
      for (const subscriber of subscribers) subscriber.send(buffer, {binary: false});
    } else {
      for (const subscriber of subscribers) subscriber.send(event);
    }
  });
});

http.listen({port: Number(port), host: '127.0.0.1', backlog: 2048});
