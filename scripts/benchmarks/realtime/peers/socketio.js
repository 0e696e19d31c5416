// Rooms as socket.io has them: `socketio.js port`.
import {createServer} from 'node:http';
import {Server} from 'socket.io';

const http = createServer((_, response) => response.end());
const io = new Server(http, {transports: ['websocket'], perMessageDeflate: false});
const offsets = new Map();

io.on('connection', socket => {
  socket.on('subscribe', room => {
    socket.join(room);
    socket.emit('subscribed', room);
  });
  socket.on('publish', (room, data) => {
    const offset = (offsets.get(room) ?? 0) + 1;
    offsets.set(room, offset);
    // The fields of Stagewire's event.
    io.to(room).emit('event', {
      room,
      offset,
      event: 'message',
      data,
      timestamp: Date.now(),
      connection_id: 'conn_0000000000000000',
    });
  });
});

http.listen({port: Number(process.argv[2]), host: '127.0.0.1', backlog: 2048});
